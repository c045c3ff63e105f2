"""Why a package is not taken: one sentence for each reason, which says what is wrong and what to do."""

from core.text import Text


class PackageRefused(Exception):
    """Nothing of the package was taken; `text` says why, `code` is a key of REFUSALS."""

    def __init__(self, text: Text, code: str) -> None:
        super().__init__(text.en)
        self.text, self.code = text, code


REFUSALS = {
    # --- the file
    "broken": Text(
        "这不是文件包，或者文件已损坏（{what}）。请向对方重新索取，原样上传，不要解压后重新压缩。",
        "This is no file package, or it is damaged ({what}). Please ask for it again and upload it as it is.",
    ),
    "too_large": Text(
        "文件包超过{limit} MB，不接受。请减少附件后重新导出。",
        "The package is larger than {limit} MB and is not accepted. Please export it again with fewer attachments.",
    ),
    "members": Text(
        "文件包中的文件过多，不接受。请向对方重新索取。",
        "There are too many files in the package. Please ask for it again.",
    ),
    "encrypted": Text(
        "文件包设有密码，不接受。请让对方原样发来，不要加密压缩。",
        "The package is protected by a password. Please ask for it as it was exported.",
    ),
    "bomb": Text(
        "文件包展开后过大（{name}），可能是压缩炸弹，不接受。请向对方核实。",
        "The package would become too large when unpacked ({name}) and is not accepted. Please ask the sender.",
    ),
    "name": Text(
        "文件包中有不应有的内容（{name}），不接受。请向对方重新索取原件。",
        "There is something in the package that does not belong there ({name}). Please ask for the original.",
    ),
    "twice": Text(
        "文件包中有重名的内容（{name}），不接受。请向对方重新索取原件。",
        "Something stands twice in the package ({name}). Please ask for the original.",
    ),
    # --- manifest and signature
    "no_manifest": Text(
        "文件里没有清单和签名（{name}），不是本系统导出的文件包。请上传对方从本系统导出的.zip文件。",
        "The file has no manifest and signature ({name}) and was not exported by this software. Please upload the .zip "
        "file that the sender exported.",
    ),
    "manifest": Text(
        "文件包的清单无法读取（{what}）。请向对方重新索取。",
        "The manifest of the package cannot be read ({what}). Please ask for the package again.",
    ),
    "version": Text(
        "文件包是用较新版本的系统导出的。请先升级本系统，再导入。",
        "The package was exported by a newer version of this software. Please upgrade first.",
    ),
    "signature": Text(
        "签名与内容不符：文件包在途中被改动过，没有导入。请向对方重新索取。",
        "The signature does not fit: the package was changed on its way. Nothing was taken; please ask for it again.",
    ),
    "missing": Text(
        "文件包缺少清单所列的内容（{name}）。请向对方重新索取。",
        "What the manifest lists is missing from the package ({name}). Please ask for it again.",
    ),
    "altered": Text(
        "文件包的内容与清单不符（{name}）：途中被改动过，没有导入。请向对方重新索取。",
        "The content of the package differs from its manifest ({name}): it was changed on its way. Nothing was taken; "
        "please ask for it again.",
    ),
    "meaning": Text(
        "文件包的内容无法读取（{what}），没有导入。请让对方用最新版本重新导出。",
        "The content of the package cannot be read ({what}); nothing was taken. Please ask for a new export.",
    ),
    # --- from whom, to whom
    "no_body": Text(
        "机构“{code}”不在本系统中，无法导入。请先由管理员登记这个机构，代码须一致。",
        "The body “{code}” is not known here. Please have it registered first, under the same code.",
    ),
    "not_below": Text(
        "在本系统中，{to}不是{sender}的下一级人大常委会，无法导入。请联系管理员核对机构的上下级关系。",
        "Here {to} is not one level below {sender}, so nothing can be taken. Please have the bodies checked.",
    ),
    "not_yours": Text(
        "这个文件包是发给{to}的，只有该机构的经办人才能导入。请交给他们，或核对是否选错了文件。",
        "This package is addressed to {to} and only its own staff may import it. Please pass it on, or check the file.",
    ),
    "another_sender": Text(
        "文件包来自{sender}，但这项委托的承办单位是{body}，没有导入。请核对是否选错了文件。",
        "The package comes from {sender}, but it is {body} that was entrusted. Please check the file.",
    ),
    "key": Text(
        "尚未确认{sender}的签名密钥。请把页面上的核对码与纸质函件逐组核对，一致后再确认。",
        "The key of {sender} is not confirmed yet. Compare the fingerprint with the one on paper and confirm it.",
    ),
    "other_key": Text(
        "文件包的签名密钥与此前确认的{sender}的密钥不同。请先向该机构核实是否更换了密钥，再核对新的核对码。",
        "The package is signed by another key than those confirmed for {sender}. Ask that body whether its key was "
        "changed, and then compare the new fingerprint.",
    ),
    # --- what it says
    "request_digest": Text(
        "委托事项的内容与其摘要不符，没有导入。请让对方重新导出。",
        "What is asked does not fit its digest; nothing was taken. Please ask for a new export.",
    ),
    "another_request": Text(
        "文件包所答复的委托事项与发出的不一致，没有导入。请让对方按最近一次导出的委托文件包重新填报。",
        "The package answers another request than was sent out. Please ask for a return to the last exported request.",
    ),
    "no_delegation": Text(
        "本系统中没有与此对应的委托，或者不由您的机构发出，没有导入。请核对是否选错了文件。",
        "There is no such delegation here, or your body did not make it. Please check the file.",
    ),
    "void": Text("这项委托已作废，不再接收。", "This delegation was declared void; nothing more is received for it."),
    "joint": Text(
        "联动检查共同记录，不使用文件包。", "A joint inspection is recorded together; no packages are exchanged."
    ),
    "not_issued": Text(
        "委托尚未发出，不能导出。请先发出委托函。",
        "The delegation has not been issued and cannot be exported. Please issue it first.",
    ),
    "nothing_submitted": Text(
        "还没有已报送的版本，不能导出。请先签署并报送。",
        "No version has been submitted, so there is nothing to export. Please sign and submit the return first.",
    ),
    "replayed": Text(
        "这是第{number}版的旧文件包，此前已收到第{last}版，没有导入。请核对是否选错了文件。",
        "This is an old package: it holds version {number}, and version {last} is here already. Please check the file.",
    ),
    "replayed_package": Text(
        "这个文件包以前已经导入过，没有再次导入。请核对是否选错了文件。",
        "This package was taken before and is not taken again. Please check the file.",
    ),
    "gap": Text(
        "这是第{number}版，但第{wanted}版尚未收到。请先导入第{wanted}版的文件包。",
        "This is version {number}, but version {wanted} has not come in. Please import that package first.",
    ),
    "not_awaited": Text(
        "这项委托现在是“{state}”，不在等待报送，没有导入。如需重新报送，请先退回补充。",
        "This delegation is “{state}” and no return is awaited. Send the return back first if it is to come again.",
    ),
    "filled_here": Text(
        "该机构正在本系统上填报，没有导入，以免覆盖。请与对方商定用哪一种方式报送。",
        "The body is filling in this return on this server; nothing was taken, so that nothing is lost. Please agree "
        "with it on one way.",
    ),
    "old_remarks": Text(
        "退回意见针对第{number}版，而本系统最近报送的是第{last}版，没有导入。请核对是否选错了文件。",
        "The package sends back version {number}, but the last one submitted here is version {last}. Please check.",
    ),
    "content": Text(
        "回报中有委托事项所没有的内容（{what}），没有导入。请让对方按委托文件包重新填报。",
        "The return holds what was not asked ({what}); nothing was taken. Please ask for a return to the request.",
    ),
    "content_digest": Text(
        "回报的内容与其摘要不符，没有导入。请让对方重新导出。",
        "The return does not fit its digest; nothing was taken. Please ask for a new export.",
    ),
    "file": Text(
        "附件“{name}”不能接收：{why} 没有导入。请让对方更换附件后重新报送。",
        "The attachment “{name}” is not accepted: {why} Nothing was taken; please ask for another file.",
    ),
    "file_taken": Text(
        "附件“{name}”的编号已被另一份回报使用，没有导入。请向对方核实。",
        "The attachment “{name}” bears the number of a file of another return. Please ask the sender.",
    ),
    "workbook": Text(
        "工作簿没有导入：{why}",
        "The workbook was not taken: {why}",
    ),
    "no_file": Text(
        "没有找到刚才上传的文件。请重新选择文件。", "The uploaded file is no longer here. Please choose it again."
    ),
}  # fmt: skip


def refused(code: str, /, **values: object) -> PackageRefused:
    """The refusal under `code`; a value that is a Text stands in the language of the sentence."""
    sentence = REFUSALS[code]
    said = {
        lang: sentence.get(lang).format(
            **{name: value.best(lang) if isinstance(value, Text) else value for name, value in values.items()}
        )
        for lang in ("zh", "en")
    }
    return PackageRefused(Text(**said), code)
