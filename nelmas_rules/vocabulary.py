"""The facts as rules speak of them, so that a criterion reads like the protocol."""

from __future__ import annotations

from dataclasses import dataclass

from nelmas_rules.chosen import Holds, OneOf
from nelmas_rules.dates import Days
from nelmas_rules.elapsed import FEWER, NO_FEWER, NO_MORE, Elapsed
from nelmas_rules.expression import Expression
from nelmas_rules.measured import ABOVE, AT_LEAST, AT_MOST, BELOW, Measured
from nelmas_rules.quantity import Span
from nelmas_rules.sign import Sign


@dataclass(frozen=True)
class LimitName:
    """The name of a limit in ``trial.yaml``, below the criterion that uses it."""

    name: str


def limit(name: str) -> LimitName:
    """Return the limit of this name; its numbers stand in ``trial.yaml``, never in a rule."""
    return LimitName(name)


@dataclass(frozen=True)
class Choice:
    """A fact with one chosen option."""

    fact: str

    def is_(
        self,
        *options: str,
        judged: tuple[str, ...] = (),
        pending: tuple[str, ...] = (),
        unanswered: tuple[str, ...] = (),
    ) -> Expression:
        """Return the sentence that one of these options was chosen; see ``OneOf``."""
        return Expression(
            OneOf(self.fact, options, judged=judged, pending=pending, unanswered=unanswered)
        )

    def is_among(self, among: LimitName) -> Expression:
        """Return the sentence that the option is one that the limit prints."""
        return Expression(OneOf(self.fact, limit=among.name))


@dataclass(frozen=True)
class Several:
    """A fact with a list of options; an empty list means none."""

    fact: str

    def holds(self, *options: str) -> Expression:
        """Return the sentence that one of these is in the list."""
        return Expression(Holds(self.fact, options))

    def holds_anything(self, but: tuple[str, ...] = ()) -> Expression:
        """Return the sentence that the list holds something other than ``but``."""
        return Expression(Holds(self.fact, but, beyond=True))


@dataclass(frozen=True)
class Measure:
    """A fact with a measured value; ``of_uln`` compares it with a multiple of another fact."""

    fact: str
    uln: str = ""

    def of_uln(self, uln: str) -> Measure:
        """Return the value as held against that laboratory's upper limit of normal."""
        return Measure(self.fact, uln)

    def _held(self, sign: Sign[Span], against: LimitName) -> Expression:
        return Expression(Measured(self.fact, sign, against.name, self.uln))

    def __lt__(self, against: LimitName) -> Expression:
        return self._held(BELOW, against)

    def __gt__(self, against: LimitName) -> Expression:
        return self._held(ABOVE, against)

    def __ge__(self, against: LimitName) -> Expression:
        return self._held(AT_LEAST, against)

    def __le__(self, against: LimitName) -> Expression:
        return self._held(AT_MOST, against)


@dataclass(frozen=True)
class Interval:
    """The whole days from one date to another, or to the day of the check."""

    since: str
    until: str
    words: str

    def _held(self, sign: Sign[Days], against: LimitName) -> Expression:
        return Expression(Elapsed(self.since, self.until, self.words, sign, against.name))

    def in_order(self) -> Expression:
        """Return the sentence that the first date is not after the second."""
        return Expression(Elapsed(self.since, self.until, self.words))

    def __lt__(self, against: LimitName) -> Expression:
        return self._held(FEWER, against)

    def __le__(self, against: LimitName) -> Expression:
        return self._held(NO_MORE, against)

    def __ge__(self, against: LimitName) -> Expression:
        return self._held(NO_FEWER, against)


age = Measure("age_years")
albumin = Measure("albumin")
bilirubin = Measure("bilirubin_total").of_uln("bilirubin_uln")
consent = Choice("informed_consent")
contraception_agreed = Choice("contraception_agreed")
creatinine = Measure("creatinine")
diabetes = Choice("diabetes")
ebrt_given = Choice("ebrt_given")
ebrt_marrow = Measure("ebrt_marrow_percent")
ecog = Choice("ecog")
glucose = Measure("fasting_glucose").of_uln("fasting_glucose_uln")
glucose_was_fasting = Choice("glucose_was_fasting")
grade_reported = Choice("grade_reported")
haemoglobin = Measure("haemoglobin")
heart_failure = Choice("heart_failure")
heart_failure_controlled = Choice("heart_failure_controlled")
histology_confirmed = Choice("histology_confirmed")
ki67 = Measure("ki67_percent")
liver_mets_on_histology = Choice("liver_mets_on_histology")
margin = Choice("liver_resection_margin")
mitoses = Measure("mitoses_per_2mm2")
mri_done = Choice("mri_done")
mri_extrahepatic = Several("mri_extrahepatic")
mri_liver_mets_seen = Choice("mri_liver_mets_seen")
mri_to_operation = Interval("mri_date", "liver_resection_date", "from the MRI to the operation")
nyha = Choice("nyha_class")
platelets = Measure("platelets")
pregnancy = Choice("pregnancy")
primary_resection = Choice("primary_resection")
primary_site = Choice("primary_site")
prior_treatments = Several("prior_treatments_for_net")
prothrombin_time = Choice("prothrombin_time")
reproductive_potential = Choice("reproductive_potential")
since_liver_resection = Interval("liver_resection_date", "", "since the liver operation")
since_other_treatment = Interval("other_treatment_last_date", "", "since other treatment")
since_somatostatin_analogue = Interval("ssa_last_date", "", "since a somatostatin analogue")
since_surgery = Interval("last_surgery_date", "", "since surgery")
ssa_hypersensitivity = Choice("ssa_hypersensitivity")
sstr_done = Choice("sstr_done")
sstr_extrahepatic = Several("sstr_extrahepatic")
sstr_liver_mets_seen = Choice("sstr_liver_mets_seen")
sstr_modality = Choice("sstr_modality")
sstr_to_operation = Interval(
    "sstr_date", "liver_resection_date", "from the receptor imaging to the operation"
)
sstr_tracer = Choice("sstr_tracer")
unresectable_remaining = Several("unresectable_remaining")
wbc = Measure("wbc")
