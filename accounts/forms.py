from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Name and password. Pasting and password managers are welcome."""

    error_messages = {
        "invalid_login": _("用户名或密码不正确。密码区分大小写。"),
        "inactive": _("用户名或密码不正确。密码区分大小写。"),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("用户名")
        self.fields["password"].label = _("密码")
        for field in self.fields.values():
            field.error_messages["required"] = _("请填写。")
