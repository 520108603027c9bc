/** Environments whose content is no prose. Starred variants included. */
export const OPAQUE_ENVIRONMENT =
  /^(?:verbatim|Verbatim|BVerbatim|LVerbatim|SaveVerbatim|lstlisting|minted|comment|alltt|filecontents|tikzpicture|pgfpicture|picture|equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math|dmath|subequations|IEEEeqnarray|split|cases|array|luacode|pycode|code|Sinput|Soutput|Schunk)\*?$/;

/** Commands whose first argument is no prose (keys, addresses, file names, sizes). */
export const OPAQUE_ARGUMENT =
  /^(?:url|path|nolinkurl|href|label|ref|eqref|pageref|autoref|nameref|cref|Cref|vref|hyperref|hypertarget|hyperlink|includegraphics|graphicspath|input|include|includeonly|usepackage|RequirePackage|documentclass|documentstyle|LoadClass|bibliography|bibliographystyle|addbibresource|cite[a-zA-Z]*|[A-Z]?[a-z]*cite[a-z]*|nocite|Cite[a-z]*|begin|end|setcounter|addtocounter|setlength|addtolength|vspace|hspace|definecolor|color|textcolor|pagestyle|thispagestyle|usetikzlibrary|ensuremath|newcounter|gls|Gls|acrshort|SI|num|si|qty|unit|ce|index|glossary|tag|rule|phantom|hphantom|vphantom|verbatiminput|lstinputlisting|inputminted|newcommand|renewcommand|providecommand|newenvironment|renewenvironment|DeclareMathOperator|newtheorem|def|let)$/;

/** Commands that stand for text and take no argument: a bracket behind them is the author's. */
export const TEXT_COMMAND =
  /^(?:LaTeX|LaTeXe|TeX|BibTeX|XeTeX|LuaTeX|XeLaTeX|LuaLaTeX|ldots|dots|textellipsis|ie|eg|etal|etc|cf|xspace|quad|qquad|par|noindent|indent|textregistered|texttrademark|textcopyright|copyright|pounds|euro|textdegree|degree|textmu|micro|S|P|dag|ddag|textbullet|textperiodcentered|textendash|textemdash|textquoteright|textquoteleft|textquotedblright|textquotedblleft|textasciitilde|ss|o|O|ae|AE|oe|OE|aa|AA|l|L|i|j|alpha|beta|gamma|delta|today|slash|relax|leavevmode|newline|centering|raggedright|small|footnotesize|normalsize|large|itshape|bfseries|rmfamily|em|it|bf|space|nobreakspace|thinspace|textbackslash|unskip|ignorespaces|protect|null|hfill|smallskip|medskip|bigskip|clearpage|newpage|maketitle|appendix|allowbreak)$/;

/** Commands that take an optional argument even behind white space. */
export const TAKES_OPTION_BEHIND_SPACE =
  /^(?:item|linebreak|nolinebreak|pagebreak|nopagebreak|footnotemark|footnotetext|footnote|cite[a-zA-Z]*|[a-z]*cite[a-z]*|bibitem|sqrt|section|subsection|subsubsection|paragraph|subparagraph|chapter|part|caption|includegraphics|usepackage|documentclass|title|author|makebox|framebox|parbox|raisebox|twocolumn|tableofcontents|newtheorem)$/;

/** Behind an argument in braces these take another in brackets; behind others (`\emph{x}[1]`) the bracket is the author's. */
export const TAKES_OPTION_BEHIND_ARGUMENT =
  /\\(?:newcommand|renewcommand|providecommand|DeclareRobustCommand|newenvironment|renewenvironment|newtheorem|begin|makebox|framebox|parbox|raisebox|twocolumn|newcounter|NewDocumentCommand|DeclareDocumentCommand|newcolumntype|includegraphics|usepackage|documentclass|lstinputlisting|rule|adjustbox|resizebox|multirow|SI|num|qty)\*?(?:\[[^\][]*\]|\{[^{}]*\})*$/;

/** Sectioning commands by level. */
export const SECTION_LEVEL: Readonly<Record<string, number>> = {
  part: 1,
  chapter: 1,
  section: 2,
  subsection: 3,
  subsubsection: 4,
  paragraph: 5,
  subparagraph: 6,
};
