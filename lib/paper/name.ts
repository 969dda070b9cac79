/** "CF-7K3M2 Miso summary.pdf". @param patient any name; what a file name cannot hold goes */
export function documentName(caseNumber: string, patient: string, what: string): string {
  const name = patient
    .replace(/[\p{Control}\p{Format}\\/:*?"<>|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return `${[caseNumber, [...name].slice(0, 60).join('').trim(), what].filter(Boolean).join(' ')}.pdf`
}
