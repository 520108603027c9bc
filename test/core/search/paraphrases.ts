/**
 * Statements about the ten works of the bundled review as an author might write them, each with the number of the work
 * it is about. Written before the ranking was tuned and before the summaries were there to be seen; five were then reworded as
 * little as it took, because five of their words in a row turned up in a summary.
 */
export const paraphrases: readonly { readonly work: number; readonly statement: string }[] = [
  {
    work: 1,
    statement:
      'Natural killer cells equipped with a chimeric antigen receptor are emerging as the gentler choice beside CAR-T cells for leukaemia and lymphoma',
  },
  {
    work: 1,
    statement:
      'Engineered CAR-NK products recognise and kill malignant blood cells with fewer severe toxicities than T-cell products',
  },
  {
    work: 1,
    statement:
      'In haematological malignancies, how long CAR-NK cells survive in the patient still limits the durability of the response',
  },
  { work: 1, statement: 'Chimeric antigen receptors redirect NK cells against tumours of the blood' },
  {
    work: 1,
    statement:
      'Safety is the main argument for replacing CAR-T by CAR-NK cells in patients with blood cancer',
  },
  {
    work: 2,
    statement:
      'Unlike leukaemias, solid tumours suppress the NK cells that are sent against them, and present strategies try to strengthen the cells in several ways',
  },
  {
    work: 2,
    statement:
      'What works in the blood does not simply carry over to solid cancers, where the microenvironment is immunosuppressive',
  },
  {
    work: 2,
    statement:
      'The progress made so far and the outlook of natural killer cell-based treatment of solid tumours have been surveyed',
  },
  {
    work: 2,
    statement:
      'Several strategies are pursued at present to improve the function of NK cells in the suppressive surroundings of solid tumours',
  },
  { work: 3, statement: 'NK cells that healthy people donated have been infused in a range of cancers' },
  {
    work: 3,
    statement:
      'Early clinical trials with allogeneic NK cells report acceptable safety and encouraging efficacy',
  },
  {
    work: 3,
    statement:
      'Trials of cells from unrelated donors aim at stronger antitumour responses with fewer adverse effects',
  },
  {
    work: 3,
    statement:
      'Clinical studies of donor-derived natural killer cells keep refining the treatment to limit its side effects',
  },
  { work: 4, statement: 'Over time NK cells become exhausted and lose their cytotoxic function' },
  { work: 4, statement: 'Keeping infused NK cells active for longer means fighting exhaustion' },
  {
    work: 4,
    statement:
      'The dysfunction of chronically stimulated NK cells might be prevented by targeting exhaustion',
  },
  {
    work: 4,
    statement: 'Strategies against exhaustion help to maintain the persistence of natural killer cells',
  },
  { work: 5, statement: 'Clinical doses demand that NK cells be expanded on a large scale outside the body' },
  { work: 5, statement: 'Feeder cells and cytokines let NK cells multiply ex vivo to sufficient numbers' },
  {
    work: 5,
    statement: 'Producing enough NK cells safely remains a bottleneck for their wide clinical application',
  },
  { work: 5, statement: 'New methods of expansion have scaled up the manufacture of NK cells' },
  {
    work: 6,
    statement:
      'NK cells differentiated from pluripotent stem cells can be made as a uniform off-the-shelf product',
  },
  { work: 6, statement: 'iPSC-NK cells promise an even, scalable source for immunotherapy' },
  { work: 6, statement: 'Reprogrammed stem cells could solve the supply problems of cell therapy' },
  {
    work: 6,
    statement:
      'Cells derived from pluripotent stem cells are on their way from the laboratory to the clinic as a readily available product',
  },
  { work: 7, statement: 'Bispecific antibodies that link NK cells to tumour cells make them more potent' },
  {
    work: 7,
    statement:
      'Combining several angles, such as bispecific engagers and changes to the tumour microenvironment, boosts NK cell treatment',
  },
  {
    work: 7,
    statement: 'Besides engineering the cells themselves, antibodies can enhance NK cell immunotherapy',
  },
  {
    work: 7,
    statement:
      'Advanced strategies for enhancing natural killer immunotherapy act on more than one front at once',
  },
  {
    work: 8,
    statement: 'Insights into basic NK cell biology have been translated into clinical applications',
  },
  { work: 8, statement: 'Preclinical models paved the way of NK cells from the bench to the bedside' },
  { work: 8, statement: 'From fundamental biology to patients, NK cell therapies have evolved step by step' },
  {
    work: 8,
    statement:
      'Preclinical work and the outcomes of key clinical trials document how NK cell therapies evolved',
  },
  { work: 9, statement: 'Adoptive NK cell transfer is long established and is still being refined' },
  { work: 9, statement: 'NK cells for adoptive immunotherapy can be taken from different sources' },
  {
    work: 9,
    statement:
      'The source of the cells and the way they are manipulated decide how effective an adoptive transfer is',
  },
  {
    work: 9,
    statement:
      'Even with established adoptive methods the treatment continues to gain in effectiveness and reach',
  },
  { work: 10, statement: 'Limited infiltration keeps NK cells out of solid tumours' },
  {
    work: 10,
    statement:
      'NK cells meet a hostile environment in the tumour, which innovative approaches try to overcome',
  },
  {
    work: 10,
    statement: 'Challenges and opportunities lie side by side when NK cells are aimed at solid tumours',
  },
  { work: 10, statement: 'Hardly any NK cells infiltrate a solid tumour' },
  {
    work: 10,
    statement:
      'Unless the hurdles of infiltration and of a hostile milieu are overcome, NK cell therapy cannot show all it can do in solid tumours',
  },
];
