// Which quantity word stands for 9 of 13. The ladder itself comes with the lists of the inspection.
function fits(rung, part, whole) {
  if (part < (rung.fewest || 1)) return false;
  if (part === whole) return rung.to === 100;
  const share = part * 100;
  return share > whole * rung.from && (rung.to >= 99 || share <= whole * rung.to);
}

export const isCount = (part, whole) =>
  Number.isInteger(part) && Number.isInteger(whole) && part >= 0 && whole > 0 && part <= whole;

// The word proposed for `part` of `whole`, "" for none.
export function proposed(ladder, part, whole) {
  if (!isCount(part, whole) || part === 0) return "";
  if (part === whole) return ladder[ladder.length - 1].word;
  const rungs = ladder.slice(0, -1).filter((rung) => fits(rung, part, whole) && typeof rung.proposed_above === "number");
  const reached = rungs.filter((rung) => part * 100 > whole * rung.proposed_above);
  return reached.length ? reached[reached.length - 1].word : "";
}
