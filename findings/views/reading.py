"""What a figure means while it is typed."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from core.text import Text
from findings.figuring import Unreadable, read_figure
from findings.recording import FIGURE
from findings.understanding import understood


class Typed(serializers.Serializer):
    zh = serializers.CharField(max_length=FIGURE, allow_blank=True, trim_whitespace=False)
    en = serializers.CharField(max_length=FIGURE, allow_blank=True, trim_whitespace=False)


class WhileTyping(UserRateThrottle):
    """Somebody who types without a pause asks about once a second."""

    rate = "120/min"
    scope = "figure_reading"


class FigureReading(APIView):
    """POST `{"zh": "12起", "en": ""}`: `{"lang": "zh", "words": "确数，12", "understood": true}`; nothing is stored.

    For everybody who is signed in: it knows no row. 400 and 429 for what is no text and too much.
    """

    throttle_classes = [WhileTyping]

    def post(self, request: Request) -> Response:
        sent = Typed(data=request.data)
        sent.is_valid(raise_exception=True)
        written = Text(*(text.strip() for text in Text.of(sent.validated_data)))
        return Response(self.answer(written))

    def answer(self, written: Text) -> dict[str, Any]:
        if not written:
            return {"lang": "zh", "words": "", "understood": True}
        try:
            words = understood(read_figure(written))
        except Unreadable as refusal:
            sentence = str(refusal.message) % refusal.params
            return {"lang": refusal.lang, "words": sentence, "understood": False}
        return {"lang": "zh" if written.zh else "en", "words": words, "understood": True}
