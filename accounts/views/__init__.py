from accounts.views.settings import set_font_size, set_language_choice
from accounts.views.sign_in import SignIn, locked_out

__all__ = ["SignIn", "locked_out", "set_font_size", "set_language_choice"]
