"""The TeX names of MathML's symbols, alphabets and accents, as data."""


def _pairs(text: str, sign: str = "\\") -> dict[str, str]:
    words = text.split()
    return {unicode: sign + name for unicode, name in zip(words[::2], words[1::2], strict=True)}


FUNCTIONS = frozenset(
    _pairs(
        "1 arccos 2 arcsin 3 arctan 4 arg 5 cos 6 cosh 7 cot 8 coth 9 csc 10 deg 11 det 12 dim 13 exp 14 gcd 15 hom "
        "16 inf 17 ker 18 lg 19 lim 20 liminf 21 limsup 22 ln 23 log 24 max 25 min 26 Pr 27 sec 28 sin 29 sinh 30 sup "
        "31 tan 32 tanh",
        "",
    ).values()
)

# Symbols whose TeX names don't follow from Unicode.
SIGNS = {
    **_pairs("× times ⋅ cdot · cdot ÷ div ± pm ∓ mp ∘ circ … ldots ⋯ cdots ⋮ vdots ⋱ ddots"),
    **_pairs("≤ leq ≥ geq ≠ neq ≈ approx ≡ equiv ∼ sim ≃ simeq ≅ cong ∝ propto ≪ ll ≫ gg ≺ prec ≻ succ ⊥ perp"),
    **_pairs("∈ in ∉ notin ∋ ni ⊂ subset ⊃ supset ⊆ subseteq ⊇ supseteq ∪ cup ∩ cap ∖ setminus ∅ emptyset ∧ land"),
    **_pairs("∨ lor ¬ neg ∀ forall ∃ exists ∄ nexists ⊤ top ⊢ vdash ⊨ models → to ← leftarrow ↔ leftrightarrow"),
    **_pairs("⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow ⟶ longrightarrow ⟹ implies ⟺ iff ↦ mapsto ↑ uparrow"),
    **_pairs("↓ downarrow ∞ infty ∂ partial ∇ nabla ∑ sum ∏ prod ∐ coprod ∫ int ∬ iint ∭ iiint ∮ oint ⋃ bigcup"),
    **_pairs("⋂ bigcap ⨁ bigoplus ⊕ oplus ⊗ otimes ⊙ odot √ surd ∠ angle △ triangle ⋆ star ★ bigstar † dagger"),
    **_pairs("⟨ langle ⟩ rangle ⌊ lfloor ⌋ rfloor ⌈ lceil ⌉ rceil ‖ | ∥ parallel ∣ mid ∤ nmid ℓ ell ℏ hbar ℜ Re"),
    **_pairs("ℑ Im ℵ aleph ℘ wp ı imath ȷ jmath ∴ therefore ∵ because □ square ◻ square ■ blacksquare % % # # & &"),
    **_pairs("{ { } } $ $ _ _ ϵ epsilon ε varepsilon ϕ phi φ varphi ϑ vartheta ϱ varrho ς varsigma ϖ varpi"),
    **_pairs("ℝ mathbb{R} ℕ mathbb{N} ℤ mathbb{Z} ℚ mathbb{Q} ℂ mathbb{C} ℙ mathbb{P}"),
    **_pairs("ℒ mathcal{L} ℋ mathcal{H} ℱ mathcal{F} ℰ mathcal{E} ℛ mathcal{R} ℬ mathcal{B} ℳ mathcal{M}"),
    **_pairs("− - – - ′ ' ″ '' ∗ *", ""),
    "\xa0": " ",
    # Invisible signs: function application, times, separator, plus, and the zero-width space.
    **dict.fromkeys("\u2061\u2062\u2063\u2064\u200b", ""),
}

# MathML's alphabets.
VARIANTS = _pairs(
    "normal mathrm bold mathbf bold-italic boldsymbol double-struck mathbb script mathcal -tex-calligraphic mathcal "
    "fraktur mathfrak sans-serif mathsf monospace mathtt"
)

# The same, by the names of Unicode's mathematical letters.
STYLED = {
    "MATHEMATICAL DOUBLE-STRUCK": r"\mathbb",
    "MATHEMATICAL SCRIPT": r"\mathcal",
    "MATHEMATICAL BOLD SCRIPT": r"\mathcal",
    "MATHEMATICAL BOLD": r"\mathbf",
    "MATHEMATICAL FRAKTUR": r"\mathfrak",
    "MATHEMATICAL SANS-SERIF": r"\mathsf",
    "MATHEMATICAL MONOSPACE": r"\mathtt",
}

OVER = _pairs(
    "^ hat ˆ hat ~ tilde ˜ tilde ¯ bar → vec ⃗ vec ˙ dot ¨ ddot ˇ check ˘ breve ´ acute ` grave ‾ overline ― overline "
    "_ overline ⏞ overbrace ⏜ overparen"
)
UNDER = _pairs("⏟ underbrace _ underline ‾ underline ― underline")
# Accents over more than one letter.
WIDE = {r"\bar": r"\overline", r"\hat": r"\widehat", r"\tilde": r"\widetilde"}

# Operators with limits below and above.
LARGE = frozenset(_pairs("1 sum 2 prod 3 coprod 4 bigcup 5 bigcap 6 bigoplus 7 lim 8 limsup 9 liminf").values()) | {
    *_pairs("1 max 2 min 3 sup 4 inf 5 int 6 iint 7 iiint 8 oint").values()
}

# Operators with a blank on both sides.
SPACED = frozenset("=<>+-") | {
    *_pairs("1 leq 2 geq 3 neq 4 approx 5 equiv 6 sim 7 simeq 8 cong 9 propto 10 ll 11 gg 12 in 13 notin").values(),
    *_pairs("1 subset 2 subseteq 3 cup 4 cap 5 to 6 leftarrow 7 Rightarrow 8 Leftarrow 9 Leftrightarrow").values(),
    *_pairs("1 implies 2 iff 3 mapsto 4 times 5 cdot 6 pm 7 mp 8 land 9 lor").values(),
}

# Fences, with the kind of matrix between them.
MATRICES = {("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("|", "|"): "vmatrix", (r"\{", r"\}"): "Bmatrix"}
