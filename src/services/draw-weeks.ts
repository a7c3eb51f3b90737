// A picture of some weeks as SVG: bars for how many tickets came in, a line for how quickly they were answered. Pure; the text
// is handed in, ready to be shown. Making a PNG of it is draw-picture.ts.

export interface WeeksPicture {
  readonly title: string
  /** What the bars are. */
  readonly opened: string
  /** What the line is, with its unit. */
  readonly minutes: string
  readonly weeks: readonly Week[]
}

export interface Week {
  readonly label: string
  readonly opened: number
  /** Null: nothing to show in that week; the line has a gap there. */
  readonly minutes: number | null
}

/** Of the picture, in pixels. */
export const pictureSize = { width: 1200, height: 640 } as const

const area = { left: 80, right: 1110, top: 150, bottom: 560 } as const
const ink = '#1f2937'
const faint = '#d7dce3'
const barColor = '#a9c1e4'
const barInk = '#2f4f7f'
const lineColor = '#b4420f'

export function drawWeeks({ title, opened, minutes, weeks }: WeeksPicture): string {
  const bars = scaleFor(weeks.map((week) => week.opened))
  const line = scaleFor(weeks.flatMap((week) => (week.minutes === null ? [] : [week.minutes])))
  const slot = (area.right - area.left) / Math.max(1, weeks.length)
  const middle = (index: number) => area.left + (index + 0.5) * slot
  const points = weeks.map((week, index) => (week.minutes === null ? null : { x: middle(index), y: line.y(week.minutes) }))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureSize.width}" height="${pictureSize.height}" font-family="PT Sans" fill="${ink}">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    write(area.left - 50, 56, title, { size: 34, weight: 700 }),
    `<rect x="${area.left - 50}" y="88" width="24" height="24" fill="${barColor}"/>`,
    write(area.left - 14, 109, opened, { size: 26, color: barInk }),
    `<path d="M610 100h36" stroke="${lineColor}" stroke-width="5"/>`,
    write(658, 109, minutes, { size: 26, color: lineColor }),
    ...bars.steps.map((value) => `<path d="M${area.left} ${bars.y(value)}H${area.right}" stroke="${faint}" stroke-width="1.5"/>`),
    ...bars.steps.map((value) => write(area.left - 14, bars.y(value) + 8, String(value), { anchor: 'end', color: barInk })),
    ...line.steps.map((value) => write(area.right + 14, line.y(value) + 8, String(value), { color: lineColor })),
    ...weeks.map((week, index) => drawBar(middle(index), slot, bars.y(week.opened))),
    ...weeks.map((week, index) => write(middle(index), 600, week.label, { anchor: 'middle', size: slot < 70 ? 16 : 21 })),
    ...toRuns(points).map((run) => drawLine(run)),
    '</svg>',
  ].join('\n')
}

function drawBar(x: number, slot: number, y: number): string {
  const width = round(slot * 0.62)
  return `<rect x="${round(x - width / 2)}" y="${y}" width="${width}" height="${round(area.bottom - y)}" fill="${barColor}"/>`
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Points without a gap between them; one alone is still a dot. */
function toRuns(points: readonly (Point | null)[]): readonly (readonly Point[])[] {
  const runs: Point[][] = [[]]
  for (const point of points) {
    if (point === null) runs.push([])
    else runs.at(-1)?.push(point)
  }
  return runs.filter((run) => run.length > 0)
}

function drawLine(run: readonly Point[]): string {
  const path = run.map(({ x, y }) => `${round(x)},${y}`).join(' ')
  const dots = run.map(({ x, y }) => `<circle cx="${round(x)}" cy="${y}" r="7" fill="${lineColor}"/>`)
  return [
    `<polyline points="${path}" fill="none" stroke="${lineColor}" stroke-width="5" stroke-linejoin="round"/>`,
    ...dots,
  ].join('\n')
}

interface Scale {
  /** What is written at the side, from 0 to at or above the largest value. */
  readonly steps: readonly number[]
  y(value: number): number
}

function scaleFor(values: readonly number[]): Scale {
  const step = roundStep(Math.max(1, ...values) / 4)
  const top = Math.max(1, Math.ceil(Math.max(1, ...values) / step)) * step
  return {
    steps: Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step),
    y: (value) => round(area.bottom - (value / top) * (area.bottom - area.top)),
  }
}

/** The next of 1, 2, 5, 10, 20, 50 ... that is at or above: nobody counts in steps of 37. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10)
}

interface Lettering {
  readonly size?: number
  readonly weight?: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly color?: string
}

function write(
  x: number,
  y: number,
  text: string,
  { size = 23, weight = 400, anchor = 'start', color = ink }: Lettering,
): string {
  const place = `x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${color}"`
  return `<text ${place}>${escapeText(text)}</text>`
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
