// What IBM's engine and HTML_CodeSniffer find or cannot decide: [engine and rule, element, words].
async () => {
  const report = await new ace.Checker().check(document, ["WCAG_2_2", "IBM_Accessibility"]);
  const ibm = report.results.filter(result => result.value[1] !== "PASS")
    .map(result => [`ibm ${result.ruleId}`, result.snippet.slice(0, 160), result.message]);
  await new Promise(done => HTMLCS.process("WCAG2AAA", document, done));
  const sniffed = HTMLCS.getMessages().filter(message => message.type !== HTMLCS.NOTICE)
    .map(message => [message.code.replace("WCAG2AAA", "htmlcs"),
      (message.element.outerHTML || "").slice(0, 160), message.msg]);
  return ibm.concat(sniffed);
}
