"""English words that never stand in the place of a word of a term."""

# "other control systems" is no rendering of 工业控制系统.
POINTING = {
    "other", "such", "more", "most", "some", "many", "any", "several", "certain", "relevant", "various", "existing",
    "new", "own", "same", "different", "all", "each", "every", "this", "that", "these", "those", "its", "their",
    "our", "his", "her", "no", "not", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had",
    "will", "must", "shall", "which", "who", "where", "when", "as", "than", "then", "also", "it", "they", "we",
    "he", "she", "much", "older", "newer", "earlier", "later", "better", "worse", "higher", "lower", "greater",
    "larger", "smaller", "fewer", "less", "least", "best", "good", "bad", "first", "last", "next", "past",
    "present", "current", "recent", "former", "latter", "main", "major", "important", "key", "necessary", "so",
    "too", "very", "well", "only", "even", "still", "both", "either", "neither", "another", "few", "little",
    "enough", "often", "always", "never", "now", "here", "there",
}  # fmt: skip

# Verbs of reports: "improve notification" is no rendering of 信息通报.
ACTING = {
    "improve", "strengthen", "require", "amend", "enhance", "promote", "perfect", "carry", "conduct", "implement",
    "develop", "build", "establish", "formulate", "protect", "prevent", "provide", "collect", "use", "ensure",
    "safeguard", "increase", "raise", "reduce", "expand", "accelerate", "complete", "issue", "publish", "release",
    "revise", "review", "supervise", "handle", "organize", "hold", "receive", "submit", "make", "take", "give",
    "do", "let", "set", "keep", "hear", "see", "find", "show", "further", "advance", "adopt", "draft", "draw",
    "write", "apply", "enforce", "obtain", "gather", "launch", "open", "begin", "start", "continue", "support",
    "encourage", "guide", "lead", "help", "allow", "enable", "meet", "face", "lack", "include", "cover", "contain",
    "involve", "concern", "affect", "cause", "solve", "resolve", "address", "tackle", "fight", "combat", "crack",
    "process", "store", "send", "share", "transfer", "deepen", "widen", "broaden", "step", "speed", "push",
    "regard", "treat", "call", "ask", "urge", "order", "need", "want", "seek", "have", "violate", "infringe",
    "disclose", "leak", "steal", "sell", "buy", "examine", "inspect", "check", "assess", "evaluate", "test",
}  # fmt: skip
