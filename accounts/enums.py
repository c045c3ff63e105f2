from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    STANDING_COMMITTEE = "standing_committee", _("人大常委会")
    COMMITTEE = "committee", _("专门委员会")
    OFFICE = "office", _("办事机构")
    GOVERNMENT = "government", _("人民政府")
    DEPARTMENT = "department", _("政府部门")
    COURT = "court", _("人民法院")
    PROCURATORATE = "procuratorate", _("人民检察院")
    PARTY = "party", _("党委机构")
    INSTITUTION = "institution", _("事业单位与研究机构")
    ENTERPRISE = "enterprise", _("企业")
    MEDIA = "media", _("新闻单位")
    INSPECTION_GROUP = "inspection_group", _("执法检查组")
    GROUP = "group", _("一类单位")  # "basic telecommunications operators": named only as a kind


class LocalityKind(models.TextChoices):
    COUNTRY = "country", _("国家")
    PROVINCE = "province", _("省级")
    PREFECTURE = "prefecture", _("地级")
    COUNTY = "county", _("县级")


class Role(models.TextChoices):
    STAFF = "staff", _("工作人员")
    SECRETARY = "secretary", _("办公厅秘书")
    SUBGROUP_HEAD = "subgroup_head", _("小组组长")
    GROUP_HEAD = "group_head", _("检查组组长")
    MEMBER = "member", _("常委会组成人员")
    TRANSLATOR = "translator", _("翻译人员")
    PROVINCIAL_OFFICER = "provincial_officer", _("受委托人大经办人")
    PROVINCIAL_SIGNATORY = "provincial_signatory", _("受委托人大签发人")
    RESPONSIBLE_BODY = "responsible_body", _("承办单位")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")
    AUDITOR = "auditor", _("审计员")


# Three administrators and the auditor run and watch the system; they see none of its content.
INSPECTING_ROLES = (
    Role.STAFF,
    Role.SECRETARY,
    Role.SUBGROUP_HEAD,
    Role.GROUP_HEAD,
    Role.MEMBER,
    Role.TRANSLATOR,
    Role.PROVINCIAL_OFFICER,
    Role.PROVINCIAL_SIGNATORY,
)


class Language(models.TextChoices):
    ZH = "zh-hans", "中文"
    EN = "en", "English"


class FontSize(models.TextChoices):
    STANDARD = "s", _("标准")
    LARGE = "l", _("大")
    EXTRA_LARGE = "xl", _("特大")
