/** The reference list of the bundled review as its journal printed it (Marino 2025, CC BY). */
export const PRINTED_REVIEW = `1. Jianping Long, Jiejie He, Qibing Sun. "CAR-NK cell therapy in hematological malignancies: A comprehensive review." *Front Immunol* 14 (2023):1205391.
2. Xin Liu, Zhi Zhang, Yuan Li. "Natural killer cell-based immunotherapy for solid tumors: current progress and future perspectives." *J Hematol Oncol* 16 (2023):110.
3. Jeffrey S Miller, Sarah Cooley, Armin Ghobadi. "Clinical Trials of Allogeneic Natural Killer Cells for Cancer: Ongoing Advances." *Cancer Discov* 10 (2020):1121-1128.
4. Mitchell Daher, Yasser Zaidan, En-Yu Liu. "Targeting NK Cell Exhaustion for Cancer Immunotherapy." *Front Immunol* 14 (2023):1123169.
5. Guohui Xie, Pengfei Zhang, Jia Liu. "Advances in ex vivo expansion of natural killer cells for clinical applications." *Front Immunol* 13 (2022):1018698.
6. Wei Li, Xiang Wang, Ying Song. "Current progress in iPSC-derived NK cell therapy for cancer." *J Hematol Oncol* 16 (2023):102.
7. Ping Hu, Min Wang, Shijun Kang. "Strategies for enhancing natural killer cell-based immunotherapy." *Cell Mol Life Sci* 79 (2022):649.
8. Amisha Mehta, Jinyuan Li, Wenqing Li. "NK Cell Immunotherapy: From Bench to Bedside." *Cancers (Basel)* 13 (2021):5094.
9. Rikin Shah, Madiha Ashraf, Michael R. R. Davison. "Advances in NK cell-based adoptive immunotherapy: the journey continues." *Cell Death Dis* 14 (2023):694.
10. Peggy Rubart, Michael H. H. Klinger, Jürgen G. J. Schultze. "Challenges and opportunities in NK cell therapy for solid tumors." *Expert Opin Biol Ther* 22 (2022):1341-1355.
`;
