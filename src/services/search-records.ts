// Finds companies, contacts and engineers by words, for administrators.
import type { Tx } from '../db/client.ts'
import {
  type FoundCompany,
  type FoundContact,
  type FoundEngineer,
  findCompaniesByWords,
  findContactsByWords,
  findEngineersByWords,
} from '../db/record-search.ts'

/** As many as fit under one message as buttons. */
export const mostFound = 10

export async function searchCompanies(tx: Tx, words: string): Promise<readonly FoundCompany[]> {
  return findCompaniesByWords(tx, toWords(words), { limit: mostFound, externalId: words.trim() })
}

export async function searchContacts(tx: Tx, words: string): Promise<readonly FoundContact[]> {
  return findContactsByWords(tx, toWords(words), mostFound)
}

export async function searchEngineers(tx: Tx, words: string): Promise<readonly FoundEngineer[]> {
  return findEngineersByWords(tx, toWords(words), mostFound)
}

function toWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 8)
}
