"""The addresses of files, signing, submitting and receipts of returns."""

from django.urls import path

from findings.api.uploads import ReturnUpload, ReturnUploads
from findings.views import submitting, submitting_files

RETURN = "returns/<slug:code>/"
VERSION = f"{RETURN}versions/<int:number>/"
API = "api/v1/returns/<slug:code>/uploads"

urlpatterns = [
    path(API, ReturnUploads.as_view(), name="api_return_uploads"),
    path(f"{API}/<uuid:uuid>", ReturnUpload.as_view(), name="api_return_upload"),
    path(f"{RETURN}files/add/", submitting_files.FileAdd.as_view(), name="return_file_add"),
    path(f"{RETURN}files/<uuid:uuid>/", submitting_files.DraftFile.as_view(), name="return_file"),
    path(f"{VERSION}files/<uuid:uuid>/", submitting_files.VersionFile.as_view(), name="return_version_file"),
    path(f"{RETURN}sign/", submitting.Sign.as_view(), name="return_sign"),
    path(f"{RETURN}reopen/", submitting.Reopen.as_view(), name="return_reopen"),
    path(f"{RETURN}submit/", submitting.Submit.as_view(), name="return_submit"),
    path(f"{VERSION}receipt/", submitting.Receipt.as_view(), name="return_receipt"),
    path(f"{VERSION}receipt.pdf", submitting.ReceiptPdf.as_view(), name="return_receipt_pdf"),
]
