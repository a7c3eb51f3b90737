// Makes what the desk draws itself: the PNG of a picture, the PDF of an invoice (print-invoice.ts). Letters come from a font that is installed with the service, so that
// a machine without any shows them all the same. What is in one is draw-weeks.ts and draw-qr.ts.
import { fileURLToPath } from 'node:url'
import { type Appointment, writeCalendarFile } from '../domain/calendar-file.ts'
import { drawQr, type QrPicture } from './draw-qr.ts'
import { drawWeeks, type WeeksPicture } from './draw-weeks.ts'
import type { InvoiceDocument } from './invoice-document.ts'
import { printInvoice } from './print-invoice.ts'

/** What can be drawn, as it waits to be drawn. Plain JSON. */
export type Drawing =
  | ({ readonly kind: 'weeks' } & WeeksPicture)
  | ({ readonly kind: 'qr' } & QrPicture)
  | { readonly kind: 'invoice'; readonly document: InvoiceDocument }
  | { readonly kind: 'appointment'; readonly appointment: StoredAppointment }

/** Instants as text, because JSON knows no other. */
export type StoredAppointment = Omit<Appointment, 'madeAt' | 'startsAt' | 'endsAt'> &
  Readonly<Record<'madeAt' | 'startsAt' | 'endsAt', string>>

/** Some ten milliseconds, away from the event loop. @throws for a drawing of another version that is not known any more. */
export async function drawPicture(drawing: Drawing): Promise<Buffer> {
  switch (drawing.kind) {
    case 'weeks':
      return renderPng(drawWeeks(drawing))
    case 'qr':
      return renderPng(drawQr(drawing))
    case 'invoice':
      return printInvoice(drawing.document)
    case 'appointment': {
      const { madeAt, startsAt, endsAt, ...named } = drawing.appointment
      const times = { madeAt: new Date(madeAt), startsAt: new Date(startsAt), endsAt: new Date(endsAt) }
      return Buffer.from(writeCalendarFile({ ...named, ...times }))
    }
    default:
      throw new Error('nobody knows how to draw this')
  }
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
