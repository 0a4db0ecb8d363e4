// Which side of the patch is looked at, and in which form; stays while other pages are looked at.

class Faces {
  side = $state<'inputs' | 'outputs'>('inputs');
  form = $state<'list' | 'grid'>('list');
}
export const faces = new Faces();
