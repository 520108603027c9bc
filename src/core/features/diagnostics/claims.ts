/** Sections that report what the authors did and found themselves, or say nothing that is to be cited. */
const OWN_SECTION =
  /^(?:[\divxl]+[.)]?[\s.]*)*(?:(?:materials?|subjects|patients|statistical|experimental)\b.*|.*\b(?:methods?|results?|procedures?)\b.*|abstract|summary|acknowledge?ments?|funding|declarations?|conflicts?|competing|author|contributions?|availability|data|code|supplement|appendix|abbreviations|glossary|keywords|highlights|figures?|tables?|legends?|ethics|outline|contents|conclusions?|references|bibliography)\b/i;

/** Words by which authors speak of what others have found. */
const LITERATURE =
  /\b(?:(?:(?:has|have|had) (?:\w+ )?been|was|were|been|is|are) (?:\w+ )?(?:shown|reported|demonstrated|found|observed|described|implicated|linked|associated|proposed|identified|established|suggested|documented|recognized|recognised)|(?:stud(?:y|ies)|trials?|reports?|experiments?|analys[ie]s|meta-analys[ie]s|surveys?|evidence|authors|researchers|investigators|others|data|findings?|results?|work) (?:\w+ ){0,3}(?:show|showed|shown|demonstrate|demonstrated|found|find|reported|report|suggest|suggested|suggests|indicate|indicated|indicates|reveal|revealed|reveals|confirmed|established|observed|identified|concluded)s?|(?:well[- ])?known (?:to|that|for)|previously|it is (?:believed|thought|accepted|known))\b/i;

/** Verbs of findings. */
const FINDING =
  /\b(?:increas(?:es?|ed)|decreas(?:es?|ed)|reduc(?:es?|ed)|improv(?:es?|ed)|enhanc(?:es?|ed)|inhibit(?:s|ed)?|suppress(?:es|ed)?|promot(?:es?|ed)|induc(?:es?|ed)|(?:leads?|led) to|result(?:s|ed) in|correlat(?:es?|ed)|associated with|predict(?:s|ed)|outperform(?:s|ed)?|achiev(?:es?|ed)|caus(?:es?|ed)|contribut(?:es?|ed)|prevent(?:s|ed)?|prolong(?:s|ed)?|impair(?:s|ed)?|mediat(?:es?|ed)|regulat(?:es?|ed)|activat(?:es?|ed)|enabl(?:es?|ed)|requir(?:es?|ed)|affects?|affected|depends? on|accounts? for|remains?|exhibit(?:s|ed)?|express(?:es|ed)?|kill(?:s|ed)?|expand(?:s|ed)?|persist(?:s|ed)?)\b/i;

/** Sentences about the text itself, questions, wishes and plans. */
const NO_FINDING =
  /\b(?:we|our|ours|us|I|my|here(?:in)?|this (?:study|work|paper|review|section|article|chapter|manuscript|report|tutorial)|the present|figs?\.?|figures?|tables?|sections?|chapters?|boxe?s?|above|below|should|would|could|might|will|let|consider|imagine|suppose|e\.g|see)\b/i;

/** Fewer words state nothing that could be looked up. */
const FEWEST_WORDS = 7;

/** More words are a list or a mistake of ours. */
const MOST_WORDS = 80;

/** Whether a section of this title tells of the work of others. */
export function citesOthers(sectionTitle: string | undefined): boolean {
  return sectionTitle === undefined || !OWN_SECTION.test(sectionTitle.trim());
}

/** Whether a sentence, its markup taken out, states a finding that somebody must have made. English only. */
export function statesFinding(sentence: string): boolean {
  if (!/[.!]["”’)\s]*$/.test(sentence) || !/^["“(]?\p{Lu}|^["“(]?\d/u.test(sentence)) return false;
  const words = sentence.split(/\s+/).length;
  if (words < FEWEST_WORDS || words > MOST_WORDS || NO_FINDING.test(sentence)) return false;
  return LITERATURE.test(sentence) || FINDING.test(sentence);
}
