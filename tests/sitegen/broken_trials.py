# ruff: noqa: E501 - a mistake in one row can be compared with the next
"""Broken copies of a trial.yaml: what was changed, in which line, and what the message must contain."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests import fixtures

ROOT = Path(__file__).resolve().parent.parent.parent
TRIAL = fixtures.FILE.read_text("utf-8")


E5 = TRIAL[TRIAL.index("  - id: E5\n") : TRIAL.index("  - id: E6\n")]
E6 = TRIAL[TRIAL.index("  - id: E6\n") : TRIAL.index("  - id: E7\n")]


@dataclass(frozen=True)
class Broken:
    """One mistake: `old` becomes `new`; the message has the line of `at` and contains `words`.

    `at` is a text on that line of the broken copy, or of the first line after `after`.
    """

    name: str
    old: str
    new: str
    at: str
    words: tuple[str, ...]
    after: str = ""

    def text(self) -> str:
        """The broken copy."""
        start = TRIAL.index(self.after) if self.after else 0
        assert self.old in TRIAL[start:], f"{self.name}: tests/trial.yaml has no {self.old!r}"
        return TRIAL[:start] + TRIAL[start:].replace(self.old, self.new, 1)

    def line(self) -> int:
        """The line that the message must name."""
        text = self.text()
        start = text.index(self.after) if self.after else 0
        assert self.at in text[start:], f"{self.name}: the copy has no {self.at!r}"
        return text.count("\n", 0, text.index(self.at, start)) + 1


def broken(name: str, old: str, new: str, at: str, *words: str, after: str = "") -> Broken:
    """A broken copy; see Broken."""
    return Broken(name, old, new, at, words, after)


SYNTAX = (
    broken("unquoted number", 'times: "2"', "times: 2", "times: 2", '"2"', "quotation marks"),
    broken("unquoted limit", 'value: "18"', "value: 18", "value: 18", '"18"', "criteria I2"),
    broken("unquoted limit with a unit", '["3.0 g/dL"]', "[3.0 g/dL]", "[3.0 g/dL]", '"3.0 g/dL"', "E12"),
    broken("unquoted value with a unit", 'value: "4 wk"', "value: 4 wk", "value: 4 wk", '"4 wk"', "I7"),
    broken("unquoted range", '"30-250 g/L"', "30-250 g/L", "plausible: 30", "quotation marks"),
    broken("unquoted zero", '{value: "0", label', "{value: 0, label", "{value: 0,", "facts ecog"),
    broken("unquoted telephone", '"02033133170"', "02033133170", ": 0203", "a number"),
    broken("unquoted date", 'date: "2026-11-22"', "date: 2026-11-22", "date: 2026", "a date"),
    broken("unquoted as_of", 'as_of: "2026-01-14"', "as_of: 2026-01-14", "as_of: 2026", "a date"),
    broken("unquoted no", 'changes: "no"', "changes: no", "changes: no", "true or false", '"no"'),
    broken("unquoted yes", 'required: "yes"', "required: yes", "required: yes", "true or false"),
    broken("unquoted No", 'volunteers: "No"', "volunteers: No", "volunteers: No", '"No"'),
    broken("unquoted On", "phase: Phase 2", "phase: On", "phase: On", "true or false"),
    broken("null", 'countries: ""', "countries: null", "countries: null", 'Write ""'),
    broken("tilde", 'countries: ""', "countries: ~", "countries: ~", 'Write ""'),
    broken("empty", 'countries: ""', "countries:", "countries:", 'Write ""', "record.countries"),
    broken("empty in a list", "- Any treatment ever, however long ago.", "-", "      -\n", 'Write ""'),
    broken("octal", ' weeks: "8"', " weeks: 0o10", "0o10", "a number"),
    broken("exponent", 'times: "2"', "times: 2e0", "2e0", "a number"),
    broken("time of day", 'times: "2"', "times: 12:30", "12:30", "a number"),
    broken("duplicate key", "  phase: Phase 2", "  sex: All\n  phase: Phase 2", "sex: All\n  phase",
           "duplicate field sex"),
    broken("duplicate outermost", "\nchanges:\n  - date", "\nformat: trial-site/1\nchanges:\n  - date",
           "format: trial-site/1\nchanges", "duplicate field format", "first in line 9"),
    broken("duplicate limit", "mitoses_grade_3:", "ki67_grade_3:", "ki67_grade_3: [{value: \"20\"",
           "duplicate field ki67_grade_3"),
    broken("tab", "  phase: Phase 2", "\tphase: Phase 2", "\tphase", "tab character", "spaces"),
    broken("tab inside", "sex: All", "sex:\tAll", "sex:\t", "tab character"),
    broken("merge", "    options: *yes_no\n", "    <<: *yes_no\n", "<<: *yes_no", "merging"),
    broken("tag", "sex: All", "sex: !!str All", "!!str", "tag"),
    broken("python tag", "sex: All", "sex: !!python/name:os.system All", "!!python", "tag"),
    broken("unknown alias", "options: *yes_no", "options: *yesno", "*yesno", "*yes_no"),
    broken("missing colon", "  phase: Phase 2", "  phase Phase 2", "phase Phase 2", "colon"),
    broken("second colon", "label: ECOG / WHO", "label: ECOG: WHO", "ECOG: WHO", "second colon"),
    broken("too far indented", "  phase: Phase 2", "    phase: Phase 2", "    phase", "indented"),
    broken("not far enough", "    section: person", "   section: person", "   section: person",
           "line up"),
    broken("open quote", 'as_of: "2026-01-14"', 'as_of: "2026-01-14', 'as_of: "2026', "closing quotation mark"),
    broken("open list", "arms: [treatment]", "arms: [treatment", "arms: [", "not closed"),
    broken("open group", '{value: "0", label: "0 (fully active)"}',
           '{value: "0", label: "0 (fully active)"', '{value: "0", label', "{ on this line"),
    broken("words after a quote", 'times: "2"', 'times: "2" doses', 'times: "2" d', "quotation"),
    broken("at sign", "sex: All", "sex: @All", "sex: @All", "quotation marks"),
    broken("end of a line kept", "sex: All", "sex: |\n    All", "sex: |", "line break", "|-"),
    broken("comment swallowed", "sex: All", "sex: All # and others", "sex: All #", "ignored"),
    broken("white space", 'times: "2"', 'times: "2 "', 'times: "2 "', "spaces"),
    broken("second document", "\nstatus:", "\n---\nstatus:", "---\nstatus", "second document"),
    broken("invisible", "Imperial College", "Imperial\u200b College", "\u200b", "U+200B"),
)  # fmt: skip

SHAPE = (
    broken("unknown key", "  phase: Phase 2", "  phse: Phase 2", "phse", "unknown field phse", "mean phase?"),
    broken("unknown key, far", "sex: All", "sex: All\n  sponsor_id: x", "sponsor_id", "unknown field sponsor_id"),
    broken("unknown outermost", "names:\n", "names_of:\n", "names_of", "mean names?"),
    broken("unknown in a fact", "molar_mass:", "mol_mass:", "mol_mass", "mean molar_mass?"),
    broken("unknown in a limit", "printed: 18 years", "print: 18 years", "print: 18", "printed"),
    broken("missing key", "  sex: All\n", "", "record:", "missing required field sex"),
    broken("missing in an entry", "    kind: inclusion\n", "", "- id: I1", "missing required field kind"),
    broken("missing outermost", "format: trial-site/1\n", "", "# The trial that the tests", "missing required field format"),
    broken("list for text", "  sex: All", "  sex: [All]", "sex: [All]", "a list", "text"),
    broken("text for list", "arms: [treatment]", "arms: treatment", "arms: treatment", "a list"),
    broken("group for text", "  sex: All", "  sex: {all: All}", "sex: {", "a group"),
    broken("text for group", 'readings: {written_by: "", checked_by', 'readings: blank\nx: {y: "", z',
           "readings: blank", "expected the fields"),
    broken("part's name missing", "\nfacts:\n", "\n", "- name: assessment_date", "add its name and a colon"),
    broken("group's name missing", "\nrecord:\n", "\n", "trial_id: NCT", "add its name and a colon"),
    broken("blank", "short: NELMAS", 'short: ""', 'short: ""', "blank"),
    broken("wrong format", "trial-site/1", "trial-site/2", "trial-site/2", "trial-site/1"),
)  # fmt: skip

MEANING = (
    broken("official, one letter", "Hb concentration <5.0", "Hb concentration <5.1",
           "official: Hb", "letter 21", "5.0", "E8"),
    broken("official, shortened", " by histological criteria.\n    plain: You had surgery", "\n    plain: You had surgery",
           "official: Patients after R0", "criteria I5", "ends"),
    broken("official, mu", ">150 µmol/L", ">150 μmol/L", "official: Kidney", "U+03BC", "U+00B5"),
    broken("official, other", "official: Pregnancy.", "official: Known hypersensitivity to somatostatin analogues",
           "official: Known", "exclusion 17"),
    broken("title", "Comparing Adjuvant", "Comparing adjuvant", "official_title", "letter 11"),
    broken("purpose", "phase II study", "phase III study", "  purpose:", "letter"),
    broken("description", "over 30 minutes", "over 40 minutes", "    description:", "letter", "30"),
    broken("arm", "go on routine follow up", "have routine follow up", "official: Control", "letter"),
    broken("phase", "phase: Phase 2", "phase: Phase 3", "phase: Phase 3", '"Phase 2"'),
    broken("hidden country", 'countries: ""', "countries: France", "countries: F", "has nothing"),
    broken("sponsor", "Imperial College London", "Imperial College", "lead_sponsor", "London"),
    broken("condition", "- Neuroendocrine Tumors", "- Neuroendocrine Tumours", "  conditions:", "Tumors"),
    broken("sites", "no sites locations listed", "no sites listed", "sites_statement", "letter"),
    broken("record file", "file: NCT05987176.txt", "file: NCT05987177.txt", "file: NCT", "site_src/record/"),
    broken("record path", "file: NCT05987176.txt", "file: ../../LICENSE", "file: ..", "site_src/record/"),
    broken("address", "study/NCT05987176", "study/NCT05987177", "source_url", "NCT05987176"),
    broken("email", "nelmas-trial@imperial", "nelmas@imperial", "email:", "letter"),
    broken("no email", "nelmas-trial@imperial.ac.uk", "nelmas-trial.imperial.ac.uk", "email:", "name@"),
    broken("telephone", "02033133170", "02033133171", "telephone", "letter"),
    broken("figure", 'times: "2"', 'times: "3"', 'times: "3"', "does not make the total"),
    broken("activity", " amount: 7.4", " amount: 7.5", "amount: 7.5", "not in the description"),
    broken("longest interval", 'longest_weeks: "16"', 'longest_weeks: "30"', '"30"', "not in the description"),
    broken("interval", 'margin_weeks: "1"', 'margin_weeks: "2"', 'margin_weeks: "2"', "8±1-week"),
    broken("limit and print apart", '{value: "18", printed', '{value: "16", printed', '"16", pr', "18 years"),
    broken("unit and print apart", '"2 10*9/L"', '"2 /mm3"', '"2 /mm3"', "unit"),
    broken("not printed", "printed: 12 weeks", "printed: 13 weeks", "13 weeks", "not in the official words"),
    broken("limit left out", '"5.0 mmol/L", "8.0 g/dL"', '"5.0 mmol/L"', "haemoglobin: [", "8.0"),
    broken("number not named", "      - {printed: grade 2, why: the name of a grade}\n", "",
           "    limits:", "number 2", after="Patients with well differentiated"),
    broken("neither printed nor source", '"20 %", printed: "20%"', '"20 %"', 'ki67: [{value: "20 %"}', "source"),
    broken("two limits, no reading", "        limit: haemoglobin\n", "", "haemoglobin: [", "limit: haemoglobin",
           after="official: Hb"),
    broken("reading of no limit", "limit: haemoglobin", "limit: hb", "limit: hb", "haemoglobin"),
    broken("one alternative", "          b: The limit in g/dL counts.\n", "", "alternatives:",
           "at least a and b", after="id: haemoglobin_limit"),
    broken("no such day", '"2026-11-22"', '"2026-11-31"', '"2026-11-31"', "no day"),
    broken("half a date", 'as_of: "2026-01-14"', 'as_of: "2026-01"', '"2026-01"', "2026-01-31"),
    broken("British date", '"2026-11-22"', '"22/11/2026"', '"22/11/2026"', "2026-01-31"),
    broken("year", '"2026-11-22"', '"0206-11-22"', '"0206', "year"),
    broken("id twice", "- id: I3", "- id: I2", "- id: I2\n    kind: inclusion\n    official: ECOG", "duplicate id", after="printed: 18 years"),
    broken("fact twice", "- name: wbc", "- name: platelets", "- name: platelets\n    section: blood\n    type: quantity\n    label: Platelets", "duplicate name"),
    broken("criterion left out", TRIAL[TRIAL.index("  - id: E9\n") : TRIAL.index("  - id: E10\n")], "",
           "criteria:\n", "exclusion criterion 9", "WBC"),
    broken("criteria swapped", E5 + E6, E6 + E5, "official: Pregnancy.", "exclusion 5", "its place"),
    broken("kind and id apart", "id: I3\n    kind: inclusion", "id: I3\n    kind: exclusion",
           "official: ECOG", "none of the record's 17"),
    broken("one criterion too many", "\n# ------------------------------------------------------------------ who wrote",
           "\n  - id: E18\n    kind: exclusion\n    official: Any other reason.\n    plain: Any.\n    changes: may\n\n# who wrote",
           "official: Any other", "none of the record's 17"),
    broken("kind", "kind: exclusion", "kind: exclusive", "kind: exclusive", "mean exclusion?"),
    broken("changes", "changes: time", "changes: sometimes", "sometimes", "time, may, no"),
    broken("status", "overall_status: not_yet_recruiting", "overall_status: not_recruiting",
           ": not_recruiting", "not_yet_recruiting"),
    broken("status without source", "overall_status: not_yet_recruiting", "overall_status: recruiting",
           ": recruiting", "checked_on"),
    broken("type", "type: whole_number", "type: integer", "type: integer", "whole_number"),
    broken("unit", "units: [g/L, g/dL, mmol/L]", "units: [g/L, g/dl, mmol/L]", "g/dl", "g/dL"),
    broken("plausible", '"30-250 g/L"', '"30 to 250 g/L"', "30 to 250", "range"),
    broken("plausible unit", '"30-250 g/L"', '"30-250 mg/L"', "30-250 mg/L", "unit"),
    broken("plausible reversed", '"0-120"', '"120-0"', '"120-0"', "begin with the lower number"),
    broken("no molar mass", '    molar_mass: "16114.5 g/mol"\n', "", "units: [g/L, g/dL, mmol/L]", "molar_mass"),
    broken("partner", "same_unit_as: bilirubin_uln", "same_unit_as: bilirubin", "same_unit_as", "fact"),
    broken("address without https", "https://clinicaltrials", "http://clinicaltrials", "source_url", "https://"),
    broken("reading twice", "id: sstr_mesenteric_nodes", "id: mri_mesenteric_nodes", "id: mri_mesenteric_nodes",
           "duplicate id", after="68Ga DOTA-TATE PET/CT"),
    broken("reading's id", "id: haemoglobin_limit", "id: Hb limit", "id: Hb limit", "small letters"),
    broken("no sections", TRIAL[TRIAL.index("sections:\n") : TRIAL.index("facts:\n")], "sections: []\n\n",
           "sections: []", "at least one entry"),
    broken("inclusion after exclusion", TRIAL[TRIAL.index("  - id: E1\n") : TRIAL.index("  - id: E2\n")],
           TRIAL[TRIAL.index("  - id: E1\n") : TRIAL.index("  - id: E2\n")]
           + "  - id: I9\n    kind: inclusion\n    official: Any.\n    plain: Any.\n    changes: may\n\n",
           "kind: inclusion\n    official: Any.", "inclusion criteria come first"),
    broken("doses", 'times: "2"', 'times: "9"', 'times: "9"', "not in the description"),
    broken("empty limit", 'albumin: ["3.0 g/dL"]', "albumin: []", "albumin: []", "must not be empty"),
    broken("section's id", "  - id: mri", "  - id: MRI scan", "- id: MRI", "small letters"),
    broken("entry's start missing", "  - id: mri\n", "", "title: MRI before", "duplicate field title"),
    broken("first entry's start missing", "  - id: check\n", "", "- id: tumour", "line up"),
    broken("no day of the check", '    required: "yes"\n', "", "- name: assessment_date", "required"),
    broken("upper limit of nothing", "    same_unit_as: bilirubin_uln\n", "", "- name: bilirubin_uln", "same_unit_as"),
    broken("option that a rule needs", "      - {value: before_liver_surgery, label: Before the liver operation}\n", "",
           "    options:\n      - {value: same_op", "before_liver_surgery"),
    broken("name of a list missing", "    rejected:\n      - Radio", "      - Radio", "    plain: You have had treatment", "next line"),
    broken("checked before its day", TRIAL[TRIAL.index('  as_of: ""\n  source: the copy') : TRIAL.index("  copies:")],
           '  as_of: "2026-02-01"\n  source: x\n  checked_on: "2026-01-31"\n', "checked_on", "is before as_of"),
    broken("section", "section: consent", "section: consents", "section: consents", "consent"),
    broken("option twice", "{value: R1,", "{value: R0,", "{value: R0, label: \"R1", "duplicate value"),
    broken("option with a space", "{value: before_liver_surgery", "{value: before surgery", "before surgery", "spaces"),
    broken("never", '    never: "yes"', '    never: "no"', 'never: "no"', '"yes"'),
    broken("arm of an intervention", "arms: [treatment]", "arms: [treated]", "[treated]", "treatment"),
    broken("banned word", "plain: You are pregnant.", "plain: You are not eligible.", "eligible", "who can join"),
    broken("promise", "words: First draft", "words: A new hope", "A new hope", "not what to hope"),
    broken("approval by nobody", 'approved_by: "", approved_on: ""', 'approved_by: "", approved_on: "2026-01-02"',
           "2026-01-02", "Add name and role"),
    broken("approved on no day", 'approved_on: ""', 'approved_on: "May"', '"May"', "2026-01-31"),
    broken("record of no day", '  file: NCT05987176.txt\n  as_of: ""', '  file: NCT05987176.txt\n  as_of: "May"', '"May"', "2026-01-31"),
    broken("status of no day", '  as_of: ""\n  source: the copy', '  as_of: "May"\n  source: the copy', '"May"', "2026-01-31"),
    broken("checked on no day", 'checked_on: ""', 'checked_on: "May"', '"May"', "2026-01-31"),
    broken("changes out of order", "changes:\n  - date", 'changes:\n  - date: "2026-01-01"\n    words: x\n  - date',
           'date: "2026-11-22"', "newest"),
    broken("writer is checker", 'public_words: {written_by: "", checked_by: ""',
           'public_words: {written_by: "A. Name", checked_by: "a name"', "public_words:", "another person"),
    broken("fingerprint", 'fingerprint: ""}', 'fingerprint: "abc"}', '"abc"', "--fingerprints"),
    broken("approval without a day", 'approved_by: "", approved_on: ""', 'approved_by: "B, PI", approved_on: ""',
           "B, PI", "Add the date"),
    broken("fact nobody reads", "- name: ssa_hypersensitivity", "- name: ssa_reaction", "- name: ssa_reaction",
           "ssa_reaction"),
    broken("limit nobody uses", "      marrow: [", "      bone_marrow: [", "bone_marrow", "marrow"),
    broken("reading nobody asks", "id: controlled_heart_failure", "id: heart_failure_reading",
           "heart_failure_reading", "heart_failure_reading"),
    broken("ruling", "        limit: haemoglobin\n",
           '        limit: haemoglobin\n        ruling: {reading: c, by: "B, PI", on: "2026-01-31", modification: "3"}\n',
           "ruling:", "a, b", after="official: Hb"),
    broken("ruling on no day", "        limit: haemoglobin\n",
           '        limit: haemoglobin\n        ruling: {reading: a, by: "B, PI", on: "soon", modification: "3"}\n',
           "ruling:", "soon", after="official: Hb"),
)  # fmt: skip

MORE = (
    broken("not_limits not there", "printed: grade 2, why", "printed: grade 3, why", "grade 3, why", "not in the official words"),
    broken("other name", "    arms: [treatment]", "    other_names: [Luthatera]\n    arms: [treatment]", "[Luthatera]", "is not in the record"),
    broken("ids alike", "- id: I3", "- id: i2", "- id: i2", "only in capital letters"),
    broken("criterion's id", "- id: I3", "- id: I 3", "- id: I 3", "letters and digits"),
    broken("schedule without times", '      times: "2"\n', "", "    schedule:", "missing required field times"),
    broken("what is given", "substance: 177Lu-DOTATATE\n    arms", "substance: 177Lu-EDOTREOTIDE\n    arms", "substance: 177Lu-ED", "is not in the record"),
    broken("arm's type", "type: No Intervention", "type: Active Comparator", "    name: Standard", "No Intervention"),
    broken("intervention's name", "name: Lutathera\n    substance", "name: Lutetium\n    substance", "name: Lutetium", "not a line of the record"),
    broken("site", "  sites: []", "  sites: [Somewhere Hospital]", "sites: [", "is not in the record"),
    broken("nothing of sites", "sites_statement: This trial has no sites locations listed at this time.", 'sites_statement: ""', "sites_statement", "must not be blank"),
    broken("another title", "official_title: Comparing Adjuvant Treatment With 177Lu-DOTATATE to Best Supportive Care in Patients After Resection of Neuroendocrine Liver Metastases",
           "official_title: Something else", "official_title", "is not in the record"),
    broken("no telephone", '"02033133170"', '"call us"', "telephone", "is not a telephone number"),
    broken("contact's name", "name: Chynna Pascual", "name: Chyna Pascual", "name: Chyna", "letter"),
    broken("nobody to ask", 'name: Chynna Pascual\n    email: nelmas-trial@imperial.ac.uk\n    telephone: "02033133170"',
           'name: ""\n    email: ""\n    telephone: ""', "  - role: primary", "no name, email or telephone"),
    broken("partner not there", "same_unit_as: fasting_glucose_uln", "same_unit_as: glucose_limit", "same_unit_as: gl", "not the name of another fact"),
    broken("partner in other units", "    units: [umol/L, mg/dL]\n    plausible: \"5-50 umol/L\"", "    units: [umol/L]\n    plausible: \"5-50 umol/L\"",
           "same_unit_as: bilirubin_uln", "must be the same"),
    broken("choice of nothing", "    type: option\n    label: Where the tumour started", "    type: option\n    options: []\n    label: Where the tumour started\n    hint: x\n  - name: x\n    section: tumour\n    type: option\n    label: y",
           "- name: primary_site", "missing field options"),
    broken("options of a number", "type: option\n    label: Where the tumour", "type: date\n    label: Where the tumour", "    options:", "has no options", after="name: primary_site"),
    broken("never of a choice", "    type: option\n    label: Modality", '    type: option\n    never: "yes"\n    label: Modality', 'never: "yes"', "only a date", after="name: sstr_modality"),
    broken("no range", '    plausible: "0-500"\n', "", "- name: mitoses", "missing field plausible"),
    broken("no units", '    units: ["%"]\n    plausible: "0-100 %"', '    plausible: "0-100"', "- name: ki67_percent", "missing field units"),
    broken("units of a plain number", '    plausible: "0-500"', '    units: ["%"]\n    plausible: "0-500 %"', 'units: ["%"]', "has no units", after="name: mitoses"),
    broken("range without its unit", 'plausible: "5-70 g/L"', 'plausible: "5-70"', 'plausible: "5-70"', "must be g/L or g/dL"),
    broken("molar mass", '"113.120 g/mol"', '"113.120"', '"113.120"', "g/mol"),
    broken("fact's name", "- name: ecog", "- name: ECOG-status", "- name: ECOG", "small letters"),
    broken("fact's type", "    type: number", "    type: numeral", "type: numeral", "partial_date"),
    broken("section without a fact", "  - id: tumour", "  - id: spare\n    title: Spare\n  - id: tumour", "- id: spare", "no fact is in the section"),
    broken("none in a list", "{value: bone,", "{value: none,", "{value: none, label: B", "none of these"),
    broken("unit unheard of", "units: [g/L, g/dL]", "units: [g/L, g/gallon]", "g/gallon", "must be one of"),
    broken("unit twice", "units: [g/L, g/dL]", "units: [g/L, g/L]", "units: [g/L, g/L]", "duplicate unit"),
    broken("range of a choice", "    type: option\n    label: Modality", '    type: option\n    plausible: "0-5"\n    label: Modality', 'plausible: "0-5"', "has no plausible"),
    broken("text in quotation marks on two lines", 'date: "2026-11-22"', 'date: "2026-11\n      -22"', 'date: "2026-11', "closing quotation mark"),
    broken("alias for a name", "    options: *yes_no\n", "    *yes_no : x\n", "*yes_no :", "expected a name"),
    broken("name of nothing", "  sex: All", "  null: All", "  null: All", "expected a name"),
    broken("mark twice", "options: &extrahepatic", "options: &yes_no", "options: &yes_no\n      - {value: peri", "duplicate name &yes_no"),
    broken("text for a group of limits", 'limits:\n      albumin: ["3.0 g/dL"]', 'limits: "3.0 g/dL"', 'limits: "3.0', "expected names with values"),
    broken("no-break space", "  sex: All", "\u00a0 sex: All", "\u00a0 sex", "U+00A0"),
    broken("part twice", "\nchanges:\n  - date", "\nnames: {short: x: y}\nchanges:\n  - date", "names: {short: x", "is not closed"),
)  # fmt: skip
"""One for each further message, so that none of them can go without being noticed."""

ALL = SYNTAX + SHAPE + MEANING + MORE
