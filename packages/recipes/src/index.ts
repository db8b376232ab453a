/**
 * Libraries whose calls can be tracked inside of them, as data:
 *
 *   recipe              what there is to say of a library: versions, file, function, and what reads its calls
 *     └─ openai         what is said of each, in a file of its own
 *          └─▶ recipes  all of them, for the hosts of the compiler, which look at the packages of a project
 */
import { openai } from './openai.ts';
import type { Recipe } from './recipe.ts';

export type { Recipe, RecipeFunction } from './recipe.ts';

/** All recipes there are. */
export const recipes: readonly Recipe[] = [openai];
