// Makes the PNG of a picture that the desk draws itself. Letters come from a font that is installed with the service, so that
// a machine without any shows them all the same. What is in the picture is draw-weeks.ts.
import { fileURLToPath } from 'node:url'
import { drawWeeks, type WeeksPicture } from './draw-weeks.ts'

/** What can be drawn, as it waits to be drawn. Plain JSON. */
export type Drawing = { readonly kind: 'weeks' } & WeeksPicture

/** Some ten milliseconds, away from the event loop. @throws for a drawing of another version that is not known any more. */
export async function drawPicture(drawing: Drawing): Promise<Buffer> {
  if (drawing.kind !== 'weeks') throw new Error('nobody knows how to draw this')
  return renderPng(drawWeeks(drawing))
}

/** An SVG whose texts are in "PT Sans", regular or bold, as PNG. */
export async function renderPng(svg: string): Promise<Buffer> {
  // Loaded when the first picture is wanted: most processes never draw one.
  const { renderAsync } = await import('@resvg/resvg-js')
  const image = await renderAsync(svg, { font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'PT Sans' } })
  return image.asPng()
}

const fontFiles = ['400Regular/PTSans_400Regular.ttf', '700Bold/PTSans_700Bold.ttf'].map((file) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/pt-sans/${file}`)),
)
