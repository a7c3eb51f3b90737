// Text as paper can hold it: no direction marks, nothing invisible, no control characters. Which letters there are is the font's
// business.

/** Lines without anything that does not show, and without empty ones. */
export function printableLines(text: string): readonly string[] {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|\p{Zl}|\p{Zp}/gu, '\n')
    .replace(/[\p{Cf}\p{Co}\p{Cn}\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}|(?![\n\t])\p{Cc}/gu, '')
    .replace(/(?!\u00a0)[\t\p{Zs}]+/gu, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
