import { type AddToLibraryPlan, planAddToLibrary, type Reference } from '../../core';
import type { RequestHandler } from '../request';

/** Reads a library file and plans what adding references writes at its end. */
export const addToLibrary: RequestHandler<
  { readonly name: string; readonly text: string; readonly references: readonly Reference[] },
  AddToLibraryPlan
> = ({ name, text, references }) => ({ value: planAddToLibrary(name, text, references) });
