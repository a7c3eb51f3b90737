// The answers' schemas that the API document names once and refers to. Schemas register here when their file is loaded.
import { z } from 'zod'

/** Names of answers in the API document. */
export const models = z.registry<{ id: string }>()

/** An answer with a name. */
export function model<Shape extends z.core.$ZodLooseShape>(id: string, shape: Shape) {
  const schema = z.object(shape)
  models.add(schema, { id })
  return schema
}
