/** The links of a tree. */
export interface FamilyLink {
  id: string;
  parentId: string | null;
}

/** A node in its line of a drawn tree. */
export interface FamilyRow<Node extends FamilyLink> {
  node: Node;
  /** Generations from the root, from 1. */
  level: number;
  /** How far in it stands: an only child stands under its parent, so that a long chain stays a straight line. */
  indent: number;
  /** Its place among its siblings, from 1, and how many they are. */
  place: number;
  siblings: number;
}

/** Nodes, each parent before its children, in the order and depth in which a tree of them is drawn. */
export function familyRows<Node extends FamilyLink>(nodes: readonly Node[]): FamilyRow<Node>[] {
  const children = new Map<string | null, Node[]>();
  for (const node of nodes) children.set(node.parentId, [...(children.get(node.parentId) ?? []), node]);
  const rows: FamilyRow<Node>[] = [];
  // A stack, not calls: a chain may be longer than what can be called in each other.
  const open = (parentId: string | null, level: number, indent: number): FamilyRow<Node>[] => {
    const siblings = children.get(parentId) ?? [];
    const further = siblings.length > 1 && parentId !== null ? indent + 1 : indent;
    return siblings.map((node, index) => ({
      ...{ node, level, indent: further },
      ...{ place: index + 1, siblings: siblings.length },
    }));
  };
  const stack = open(null, 1, 0).reverse();
  for (let row = stack.pop(); row; row = stack.pop()) {
    rows.push(row);
    stack.push(...open(row.node.id, row.level + 1, row.indent).reverse());
  }
  return rows;
}

/** The nodes between the root and one of them, itself included, and its children: what a small drawing shows. */
export function nearest<Node extends FamilyLink>(nodes: readonly Node[], id: string): Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const near = new Set<string>();
  for (let node = byId.get(id); node && !near.has(node.id); node = byId.get(node.parentId ?? "")) near.add(node.id);
  return nodes.filter((node) => near.has(node.id) || node.parentId === id);
}
