/** TeX commands that stand for a character, by name without the backslash. Built at the first use. */
export function latexSymbols(): ReadonlyMap<string, string> {
  built.symbols ??= new Map(
    TABLE.split(/\s+/)
      .filter(Boolean)
      .map(pair => {
        const at = pair.indexOf(':');
        return [pair.slice(0, at), pair.slice(at + 1)] as [string, string];
      })
      .concat(Object.entries(JOURNALS)),
  );
  return built.symbols;
}

/** The combining character (Unicode) of each TeX accent command. */
export const LATEX_ACCENTS: Readonly<Record<string, string>> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  u: '\u0306',
  '.': '\u0307',
  '"': '\u0308',
  r: '\u030a',
  H: '\u030b',
  v: '\u030c',
  U: '\u030e',
  G: '\u030f',
  d: '\u0323',
  c: '\u0327',
  k: '\u0328',
  b: '\u0331',
  f: '\u0311',
  h: '\u0309',
  C: '\u030f',
  t: '\u0361',
  hat: '\u0302',
  tilde: '\u0303',
  bar: '\u0304',
  dot: '\u0307',
  ddot: '\u0308',
  acute: '\u0301',
  grave: '\u0300',
  breve: '\u0306',
  check: '\u030c',
  mathring: '\u030a',
  overline: '\u0305',
  vec: '\u20d7',
};

/** The names of journals in the macros of the American Astronomical Society, which its database exports. */
const JOURNALS: Readonly<Record<string, string>> = {
  aj: 'The Astronomical Journal',
  actaa: 'Acta Astronomica',
  araa: 'Annual Review of Astronomy and Astrophysics',
  apj: 'The Astrophysical Journal',
  apjl: 'The Astrophysical Journal Letters',
  apjs: 'The Astrophysical Journal Supplement Series',
  ao: 'Applied Optics',
  apss: 'Astrophysics and Space Science',
  aap: 'Astronomy & Astrophysics',
  aapr: 'The Astronomy and Astrophysics Review',
  aaps: 'Astronomy and Astrophysics Supplement Series',
  baas: 'Bulletin of the American Astronomical Society',
  icarus: 'Icarus',
  jcap: 'Journal of Cosmology and Astroparticle Physics',
  jgr: 'Journal of Geophysical Research',
  mnras: 'Monthly Notices of the Royal Astronomical Society',
  na: 'New Astronomy',
  nar: 'New Astronomy Reviews',
  nat: 'Nature',
  nphysa: 'Nuclear Physics A',
  pasa: 'Publications of the Astronomical Society of Australia',
  pasj: 'Publications of the Astronomical Society of Japan',
  pasp: 'Publications of the Astronomical Society of the Pacific',
  physrep: 'Physics Reports',
  planss: 'Planetary and Space Science',
  pra: 'Physical Review A',
  prb: 'Physical Review B',
  prc: 'Physical Review C',
  prd: 'Physical Review D',
  pre: 'Physical Review E',
  prl: 'Physical Review Letters',
  solphys: 'Solar Physics',
  ssr: 'Space Science Reviews',
};

const built: { symbols?: ReadonlyMap<string, string> } = {};

const TABLE = `
ss:ß SS:ẞ ae:æ AE:Æ oe:œ OE:Œ o:ø O:Ø aa:å AA:Å l:ł L:Ł i:ı j:ȷ dh:ð DH:Ð dj:đ DJ:Đ th:þ TH:Þ ng:ŋ NG:Ŋ ij:ĳ IJ:Ĳ
textendash:– textemdash:— textquoteleft:‘ textquoteright:’ textquotedblleft:“ textquotedblright:” textquotesingle:'
textquotedbl:" quotesinglbase:‚ quotedblbase:„ glqq:„ grqq:“ glq:‚ grq:‘ flqq:« frqq:» flq:‹ frq:› guillemotleft:« guillemotright:»
guillemetleft:« guillemetright:» guilsinglleft:‹ guilsinglright:› lq:‘ rq:’ ldots:… dots:… textellipsis:… cdots:⋯ dotsc:… dotsb:⋯
textbackslash:\\ backslash:\\ textasciitilde:~ textasciicircum:^ textunderscore:_ textbar:| textbraceleft:{ textbraceright:}
lbrace:{ rbrace:} lbrack:[ rbrack:] textless:< textgreater:> textdollar:$ textsection:§ S:§ textparagraph:¶ P:¶ textdagger:† dag:† dagger:†
textdaggerdbl:‡ ddag:‡ ddagger:‡ copyright:© textcopyright:© textregistered:® textregistered:® texttrademark:™ pounds:£ textsterling:£
texteuro:€ euro:€ EUR:€ textyen:¥ textcent:¢ textdegree:° degree:° textordmasculine:º textordfeminine:ª textmu:µ textmicro:µ
textonehalf:½ textonequarter:¼ textthreequarters:¾ textonesuperior:¹ texttwosuperior:² textthreesuperior:³
textexclamdown:¡ textquestiondown:¿ textperiodcentered:· textbullet:• textasteriskcentered:* textbrokenbar:¦ textnumero:№
textcelsius:℃ textohm:Ω textperthousand:‰ textmultiply:× texttimes:× textdiv:÷ textpm:± textplusminus:± textminus:− textlangle:⟨ textrangle:⟩
slash:/ textslash:/ nobreakdash: textvisiblespace:␣ TeX:TeX LaTeX:LaTeX LaTeXe:LaTeX2ε BibTeX:BibTeX XeTeX:XeTeX LuaTeX:LuaTeX BibLaTeX:BibLaTeX
alpha:α beta:β gamma:γ delta:δ epsilon:ϵ varepsilon:ε zeta:ζ eta:η theta:θ vartheta:ϑ iota:ι kappa:κ lambda:λ mu:μ nu:ν xi:ξ
omicron:ο pi:π varpi:ϖ rho:ρ varrho:ϱ sigma:σ varsigma:ς tau:τ upsilon:υ phi:ϕ varphi:φ chi:χ psi:ψ omega:ω
Gamma:Γ Delta:Δ Theta:Θ Lambda:Λ Xi:Ξ Pi:Π Sigma:Σ Upsilon:Υ Phi:Φ Psi:Ψ Omega:Ω
textalpha:α textbeta:β textgamma:γ textdelta:δ textepsilon:ε textkappa:κ textlambda:λ textpi:π textsigma:σ texttau:τ textomega:ω
pm:± mp:∓ times:× div:÷ cdot:⋅ ast:∗ star:⋆ circ:∘ bullet:• oplus:⊕ ominus:⊖ otimes:⊗ odot:⊙ cap:∩ cup:∪ wedge:∧ vee:∨ setminus:∖
leq:≤ le:≤ geq:≥ ge:≥ neq:≠ ne:≠ equiv:≡ sim:∼ simeq:≃ approx:≈ cong:≅ propto:∝ ll:≪ gg:≫ subset:⊂ subseteq:⊆ supset:⊃ supseteq:⊇
in:∈ ni:∋ notin:∉ emptyset:∅ varnothing:∅ forall:∀ exists:∃ neg:¬ lnot:¬ infty:∞ nabla:∇ partial:∂ sum:∑ prod:∏ int:∫ sqrt:√ surd:√
leftarrow:← gets:← rightarrow:→ to:→ leftrightarrow:↔ uparrow:↑ downarrow:↓ Leftarrow:⇐ Rightarrow:⇒ Leftrightarrow:⇔ mapsto:↦
longrightarrow:⟶ longleftarrow:⟵ rightleftharpoons:⇌ langle:⟨ rangle:⟩ lfloor:⌊ rfloor:⌋ lceil:⌈ rceil:⌉ mid:∣ vert:| parallel:∥ perp:⊥
angle:∠ triangle:△ square:□ Box:□ diamond:⋄ clubsuit:♣ heartsuit:♥ spadesuit:♠ sharp:♯ flat:♭ natural:♮ prime:′ hbar:ℏ ell:ℓ Re:ℜ Im:ℑ
wp:℘ aleph:ℵ imath:ı jmath:ȷ colon:: lt:< gt:> female:♀ male:♂ checkmark:✓ dotfill:… cyrchar: textasciiacute:´ textasciigrave:\` textasciidieresis:¨
textasciimacron:¯ log:log ln:ln exp:exp sin:sin cos:cos tan:tan lim:lim max:max min:min sup:sup inf:inf det:det dim:dim ker:ker mod:mod
textturnk:ʞ textschwa:ə textcrh:ħ textinvscr:ʁ ayn:ʿ hamza:ʾ textcommabelow:, mkbibdatelong: bibstring: texthyphen:- mathhyphen:-
`;
