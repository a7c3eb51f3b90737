// The answers' schemas that the API document names once and refers to. They register with zod's own registry, where the
// words of `describe` stand as well, when their file is loaded.
import { z } from 'zod'

/** An answer with a name. */
export function model<Shape extends z.core.$ZodLooseShape>(id: string, shape: Shape) {
  const schema = z.object(shape)
  z.globalRegistry.add(schema, { id })
  return schema
}
