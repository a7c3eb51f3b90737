// Tells a client's "thanks" from everything that somebody has to answer. Pure words; what follows from it is clock-events.ts.

/** Said with thanks, and nothing by themselves: "ok" alone may be the answer to a question. */
const beside = new Set(
  [
    'ok okay okey oki great perfect super excellent wonderful nice good cool understood noted clear hi hello you u so very much a lot',
    'many all again everyone everybody guys team and gerai labai puiku super aišku aisku supratau tinka nuostabu šaunu sveiki labas',
    'laba diena jums tau dar kartą karta didelis didelį dideli nuoširdus nuosirdus nuoširdžiai nuosirdziai visiems ir',
  ].flatMap((line) => line.split(' ')),
)

/** What the thanks are for. Only together: "help" alone is a call for it. */
const reason = new RegExp(
  '(?<!\\p{L})(?:for (?:(?:all|your|the|quick|fast|prompt|great|kind) )*(?:help|support|assistance|answer|reply|response)' +
    '|u[žz] (?:(?:jūsų|jusu|greitą|greita) )*(?:pagalbą|pagalba|atsakymą|atsakyma|operatyvumą|operatyvuma|reakciją|reakcija))(?!\\p{L})',
  'gu',
)

const thanks = new Set(
  'thanks thank thankyou thx tnx tks ty cheers appreciated ačiū aciu ačiu aciū dėkoju dekoju dėkojame dekojame dėkui dekui'.split(
    ' ',
  ),
)

/** Longer ones say more than thanks, whatever their words. */
const mostLength = 80

/**
 * Whether a message is thanks and nothing else, in English or Lithuanian. Cautious: any word, number or sign it does not know
 * makes it a message that needs an answer, for a needless answer costs less than a question that nobody hears.
 */
export function isThanks(text: string): boolean {
  if (text.length > mostLength) return false
  // Smileys and hands say nothing; any other sign ("?", "/", "→") may.
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu, ' ')
  if (!/^[\p{L}\s.,!:;()'’-]*$/u.test(plain)) return false
  const words = plain
    .replace(reason, ' ')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
  return words.some((word) => thanks.has(word)) && words.every((word) => thanks.has(word) || beside.has(word))
}
