// All rules of axe, or those on colours alone: what it finds and cannot decide, a line each.
async onlyColours => {
  const result = await axe.run(document, {
    resultTypes: ["violations", "incomplete"],
    rules: {"color-contrast": {enabled: true}, "color-contrast-enhanced": {enabled: true},
            "target-size": {enabled: true}, "identical-links-same-purpose": {enabled: true},
            "meta-refresh-no-exceptions": {enabled: true}},
    runOnly: onlyColours ? {type: "rule", values: ["color-contrast", "color-contrast-enhanced"]} : {type: "tag", values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa",
      "wcag22a", "wcag22aa", "wcag22aaa", "best-practice", "experimental"]},
  });
  const say = found => found.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.html.slice(0, 160)} | ${(node.any[0] || node.all[0] || node.none[0] || {}).message || ""}`));
  return say(result.violations).concat(say(result.incomplete));
}
