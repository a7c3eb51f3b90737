// A QR code as SVG: a link that another phone opens by looking at it, with a line under it. Making a PNG of it is draw-picture.ts.
import { encode } from 'uqr'

export interface QrPicture {
  readonly link: string
  /** Whose it is; stands under the code. */
  readonly title: string
}

/** Of the picture, in pixels. */
export const qrSize = { width: 720, height: 800 } as const

const margin = 40

export function drawQr({ link, title }: QrPicture): string {
  const { data, size } = encode(link, { ecc: 'M', border: 4 })
  const scale = (qrSize.width - 2 * margin) / size
  const modules = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${qrSize.width}" height="${qrSize.height}" font-family="PT Sans" fill="#111827">`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    `<path transform="translate(${margin} ${margin}) scale(${scale})" shape-rendering="crispEdges" d="${modules.join('')}"/>`,
    `<text x="${qrSize.width / 2}" y="${qrSize.height - 50}" font-size="32" text-anchor="middle">${escapeText(title.slice(0, 40))}</text>`,
    '</svg>',
  ].join('\n')
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => `&#${character.charCodeAt(0)};`)
}
