/** Words that say nothing about what a sentence is about, folded; built once per index. */
export function stopWords(): ReadonlySet<string> {
  return new Set(WORDS.split(' '));
}

const WORDS =
  'a about above across after again against al all almost also although always am among an and another any are arent as at ' +
  'be became because become been before being below between both but by can cannot could did do does doing done due during ' +
  'each eg either else et etc even ever every few first for from further get given had has have having he hence her here hers ' +
  'him his how however i ie if in indeed instead into is it its itself just least less let like made mainly make many may me ' +
  'might more most much must my namely nearly neither no nor not now of often on once one only onto or other others our ours out ' +
  'over own per perhaps rather recent recently s same see seen several shall she should show showed shown shows since so some ' +
  'such t than that the their theirs them themselves then there thereby therefore these they this those though through thus to ' +
  'together too toward towards two under until unto up upon use used using usually various very via was we well were what when ' +
  'where whereas whether which while who whom whose why will with within without would yet you your';
