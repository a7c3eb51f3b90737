// Command menus per scope and language, menu buttons; and which menu a person sees in the end.
import { badRequest } from '../api-error.ts'
import { listOf, type Method, type MethodCall, numberOf, objectOf, textOf } from '../method-call.ts'
import { findChat } from '../posting.ts'
import type { Bot, BotCommand } from '../state.ts'

const scopes = new Set([
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
])

const setMyCommands: Method = (call) => {
  const key = keyOf(call)
  const list = (listOf(call, 'commands') ?? []).map(readCommand)
  if (list.length === 0) call.bot.commands.delete(key)
  else call.bot.commands.set(key, list)
  return true
}

const getMyCommands: Method = (call) => call.bot.commands.get(keyOf(call)) ?? []

const deleteMyCommands: Method = (call) => {
  call.bot.commands.delete(keyOf(call))
  return true
}

const setChatMenuButton: Method = (call) => {
  call.bot.menuButtons.set(numberOf(call, 'chat_id') ?? 0, objectOf(call, 'menu_button') ?? { type: 'default' })
  return true
}

const getChatMenuButton: Method = (call) => call.bot.menuButtons.get(numberOf(call, 'chat_id') ?? 0) ?? { type: 'commands' }

function readCommand(value: unknown): BotCommand {
  const { command, description } = (typeof value === 'object' && value !== null ? value : {}) as Partial<BotCommand>
  const name = typeof command === 'string' ? command.replace(/^\//, '') : ''
  if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID')
  if (typeof description !== 'string' || description.length < 1 || description.length > 256) {
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  }
  return { command: name, description }
}

function keyOf(call: MethodCall): string {
  const language = textOf(call, 'language_code') ?? ''
  if (!/^([a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified')
  const scope = objectOf(call, 'scope') ?? { type: 'default' }
  const type = String(scope['type'])
  if (!scopes.has(type)) throw badRequest("can't parse BotCommandScope: unsupported type specified")
  if (!type.startsWith('chat')) return menuKey(type, undefined, language)
  return menuKey(type, findChat(call.bot, scope['chat_id']).telegram.id, language, scope['user_id'])
}

function menuKey(type: string, chatId: number | undefined, language: string, userId?: unknown): string {
  return [type, chatId ?? '', userId ?? '', language].join(':')
}

/** The menu shown in a chat: the narrowest scope that has one wins, and within it the person's own language. */
export function menuFor(bot: Bot, chatId: number, language: string | undefined): readonly BotCommand[] {
  for (const [scope, chat] of [
    ['chat', chatId],
    [chatId > 0 ? 'all_private_chats' : 'all_group_chats', undefined],
    ['default', undefined],
  ] as const) {
    for (const one of [language ?? '', '']) {
      const menu = bot.commands.get(menuKey(scope, chat, one))
      if (menu) return menu
    }
  }
  return []
}

export const commandMethods: Readonly<Record<string, Method>> = {
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setChatMenuButton,
  getChatMenuButton,
}
