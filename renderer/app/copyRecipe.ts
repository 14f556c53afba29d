import { callKernel } from '../engine/kernel';
import { notify, notifyError } from '../engine/notices';

/** Puts what makes the workspace again on the clipboard. */
export async function copyRecipe(): Promise<void> {
  const recipe = await callKernel('workspace.recipe', {});
  if (!recipe.ok) return notifyError(recipe.error);
  await navigator.clipboard.writeText(JSON.stringify(recipe.value, null, 2));
  notify({ kind: 'success', text: 'recipeCopied' });
}
