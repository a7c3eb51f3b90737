// What the Cloud API takes in one call, and what it hands out (WHATSAPP 5.1). Numbers only.

const megabyte = 1024 * 1024

export const limits = {
  textLength: 4096,
  /** Of a message with reply buttons. */
  buttonBodyLength: 1024,
  /** Of a message with a list. */
  listBodyLength: 4096,
  captionLength: 1024,
  buttons: 3,
  buttonTitleLength: 20,
  rows: 10,
  rowTitleLength: 24,
  rowDescriptionLength: 72,
  listButtonLength: 20,
  choiceIdLength: 200,
  /** A template's whole body is at most 1024, its own words included. */
  templateNumberLength: 60,
  templateTextLength: 700,
  imageBytes: 5 * megabyte,
  soundBytes: 16 * megabyte,
  videoBytes: 16 * megabyte,
  documentBytes: 100 * megabyte,
  /** What the desk keeps of one file, on every channel. */
  downloadBytes: 20 * megabyte,
  webhookBytes: 3 * megabyte,
  messagesPerSecond: 80,
  windowMs: 24 * 3600 * 1000,
  /** The window is held to be closed so much earlier: Meta counts by its own clock, and a message travels. */
  windowMarginMs: 5 * 60 * 1000,
} as const
