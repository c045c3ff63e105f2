from findings.api.views import Attachment, FieldPackage, Sync, WhoAmI

__all__ = ["Attachment", "FieldPackage", "Sync", "WhoAmI"]
