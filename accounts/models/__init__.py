from accounts.models.body import Body
from accounts.models.locality import Locality
from accounts.models.membership import Membership
from accounts.models.user import User

__all__ = ["Body", "Locality", "Membership", "User"]
