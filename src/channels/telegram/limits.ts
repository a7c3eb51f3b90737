// What the Bot API takes in one call, and what it hands out (TELEGRAM 2.1). Numbers only.

export const limits = {
  textLength: 4096,
  captionLength: 1024,
  albumFiles: 10,
  photoUploadBytes: 10 * 1024 * 1024,
  uploadBytes: 50 * 1024 * 1024,
  downloadBytes: 20 * 1024 * 1024,
  menuEntries: 100,
  topicNameLength: 128,
  menuDescriptionLength: 256,
  webhookBodyBytes: 1024 * 1024,
  pollSeconds: 30,
} as const

/** Always listed whole, because a list left out keeps whatever was set before. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const
