// Molar masses from the formula, so that every factor between mass and amount of substance can be worked out again by anybody.

// Abridged standard atomic weights: Commission on Isotopic Abundances and Atomic Weights (CIAAW), IUPAC, 2021.
const ATOMIC_WEIGHT: Record<string, number> = {
  H: 1.008,
  C: 12.011,
  N: 14.007,
  O: 15.999,
  Na: 22.99,
  Mg: 24.305,
  P: 30.974,
  S: 32.06,
  Cl: 35.45,
  K: 39.098,
  Ca: 40.078,
  Fe: 55.845,
  Co: 58.933,
  Cu: 63.546,
  Zn: 65.38,
  Br: 79.904,
  I: 126.9,
}

/** Grams per mole of a formula without brackets: "C4H7N3O" is 113.12. */
export function molarMass(formula: string): number {
  let sum = 0
  let read = 0
  for (const [all, element = '', count] of formula.matchAll(/([A-Z][a-z]?)(\d*)/g)) {
    const weight = ATOMIC_WEIGHT[element]
    if (weight === undefined) throw new Error(`no atomic weight for ${element}`)
    sum += weight * Number(count || 1)
    read += all.length
  }
  if (read !== formula.length || read === 0) throw new Error(`"${formula}" is no formula`)
  return sum
}
