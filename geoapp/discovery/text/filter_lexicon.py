"""The phrases that stand for a filter in free text, and those of cost, days and times.

Alternations for regular expressions, English, German, French and Spanish; all are
matched without regard to case.
"""

from dataclasses import dataclass

from geoapp.crafts.choices import Access, Newcomers, Wheelchair

# What stands alone is followed by one of these, by a craft, or by nothing.
FOLLOWERS = frozenset(
    """
    in near at around close by for from with and or to on i me class classes course
    courses session sessions lesson lessons evening evenings night hours workshop
    workshops studio studios makerspace makerspaces fab fablab hackerspace hackspace
    repair tool tools place places people
    bei nahe um für fuer mit und oder ab am ich kurs kurse werkstatt werkstätten
    à a en près pres dans pour avec et ou atelier ateliers cours café
    cerca para con y o taller talleres curso cursos clase clases
    """.split()  # noqa: SIM905 - a list of sixty lines would be no clearer
)

OPEN_NOW = (
    r"open (?:right )?now|now open|jetzt (?:offen|geöffnet)|(?:offen|geöffnet) jetzt|"
    r"ouverte?s? (?:en ce moment|maintenant)|abiert[oa]s? (?:ahora|en este momento)|"
    r"ahora abiert[oa]s?|פתוח עכשיו"
)
OPEN = r"(?:open(?:ed|s)?|geöffnet|offen|ouverte?s?|abiert[oa]s?)"

# Whether a wheelchair gets in; "wheelchair ramp" and "wheelchair repair" are makes.
WHEELCHAIR = (
    r"(?:with |for )?wheelchairs?[ -](?:access(?:ible|ibility)?|friendly|users?)|"
    r"(?:accessible|suitable) (?:by|for|to|with)(?: a)? wheelchairs?|"
    r"(?:with )?(?:step|barrier)[ -]?free(?: (?:access|entrance|entry))?|"
    r"stepless(?: (?:access|entrance|entry))?|without (?:steps|stairs)|no steps|"
    r"rollstuhl(?:gerecht|geeignet|tauglich|freundlich|gängig|zugänglich)(?:e[rsn]?)?|"
    r"mit (?:dem )?rollstuhl (?:zugänglich|erreichbar)|"
    r"barrierefrei(?:e[rsnm]?)?(?: zugang)?|stufenlos(?:e[rsn]?)?|ohne (?:stufen|treppen?)|"
    r"accessibles? (?:en|aux?|pour) fauteuils?(?: roulants?)?|"
    r"accessibles? (?:aux|pour les) (?:pmr|handicapés)|accès (?:pmr|handicapés)|"
    r"(?:accès )?sans (?:marches?|escaliers?)|de plain[ -]pied|"
    r"accesibles? (?:en|para|con) sillas? de ruedas|apt[oa]s? para sillas? de ruedas|"
    r"(?:acceso )?sin (?:barreras|escalones|escaleras)"
)
# One word that may begin a longer thing, and counts where it stands alone.
WHEELCHAIR_ALONE = (
    r"accessibles?|accesibles?|(?:mit|im) (?:dem |einem |meinem )?rollstuhl|"
    r"en fauteuil roulant|en silla de ruedas"
)

NEWCOMERS = (
    r"for (?:absolute |complete |total )?(?:beginners|newcomers|novices)|"
    r"(?:beginners?|newcomers?|novices?)(?: are)?[ -](?:welcome|friendly)|"
    r"(?:suitable|good) for (?:beginners|newcomers|novices)|"
    r"für (?:anfänger(?:innen)?|einsteiger(?:innen)?|neulinge|neue)|"
    r"(?:anfänger(?:innen)?|einsteiger(?:innen)?|neulinge|neue) willkommen|"
    r"(?:anfänger|einsteiger)(?:freundlich|geeignet)(?:e[rsn]?)?|"
    r"pour (?:les )?(?:grands )?(?:débutante?s?|debutants|novices)|"
    r"(?:débutante?s?|novices?) (?:bienvenue?s?|acceptée?s?)|"
    r"para (?:los )?(?:principiantes|novatos)|(?:principiantes|novatos) bienvenidos"
)
NEWCOMERS_ALONE = (
    r"beginners?|newcomers|anfänger(?:innen)?|einsteiger|débutante?s|principiantes"
)

DROP_IN = (
    r"(?:no|without(?: an?)?) (?:booking|appointment|reservation)(?: needed| necessary)?|"
    r"ohne (?:vor)?anmeldung|ohne termin|"
    r"sans (?:rendez[ -]vous|rdv|inscription|réservation)|"
    r"sin (?:cita(?: previa)?|inscripción|reserva)"
)
DROP_IN_ALONE = r"drop[ -]?ins?|walk[ -]?ins?"

FREE = (
    r"free of charge|(?:for|at) no (?:cost|charge)|for free|"
    r"free (?:entry|entrance|admission|access|to use)|"
    r"kostenlos(?:e[rsn]?)?|kostenfrei(?:e[rsn]?)?|umsonst|gratis|"
    r"gratuite?s?|gratuitement|gratuit[oa]s?|sin cost[eo]"
)
FREE_ALONE = r"free"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern for one value of a filter; `alone` counts only as a separate phrase."""

    filter: str
    value: str | tuple[str, ...]
    anywhere: str
    alone: str = ""


# In the order in which they are taken out of a text.
PHRASES: tuple[Phrase, ...] = (
    # Who gets in with some help counts as well; the page says how many are step-free.
    Phrase("wheelchair", Wheelchair.LIMITED.value, WHEELCHAIR, WHEELCHAIR_ALONE),
    Phrase("newcomers", Newcomers.WELCOME.value, NEWCOMERS, NEWCOMERS_ALONE),
    Phrase("access", (Access.DROP_IN.value,), DROP_IN, DROP_IN_ALONE),
)

# Monday is 0, as in Python. Plurals say "every": the next one is meant.
WEEKDAYS: tuple[str, ...] = (
    r"mondays?|montags?|lundis?|lunes",
    r"tuesdays?|dienstags?|mardis?|martes",
    r"wednesdays?|mittwochs?|mercredis?|mi[ée]rcoles",
    r"thursdays?|donnerstags?|jeudis?|jueves",
    r"fridays?|freitags?|vendredis?|viernes",
    r"saturdays?|samstags?|sonnabends?|samedis?|s[áa]bados?",
    r"sundays?|sonntags?|dimanches?|domingos?",
)
# These are other words as well, and need an hour or a part of the day behind them.
SHORT_WEEKDAYS: tuple[str, ...] = (
    r"mon",
    r"tues?",
    r"weds?",
    r"thu(?:rs?)?",
    r"fri",
    r"sat",
    r"sun",
)
WEEKEND = r"week[ -]?ends?|wochenenden?|fin(?:es)? de semana"
# Days from today. The longer ones first: "übermorgen" holds "morgen".
DAYS: dict[str, int] = {
    r"day after tomorrow|übermorgen|après[ -]demain|pasado ma[ñn]ana": 2,
    r"tomorrow|tmrw|tmr|morgen|demain|ma[ñn]ana": 1,
    r"today|heute|aujourd['\u2019]?hui|hoy": 0,
}
# From when and until when a part of the day goes on (hours), and its words.
PARTS: dict[tuple[int, int], str] = {
    (10, 12): r"mornings?|vormittags?|morgens?|früh|matin(?:ée)?s?|ma[ñn]anas?",
    (12, 14): r"midday|noon|lunch ?time|mittags?|midis?|mediod[ií]as?",
    (15, 18): r"afternoons?|nachmittags?|après[ -]midis?|tardes?",
    (19, 24): r"evenings?|nights?|abends?|nachts?|soir(?:ée)?s?|nuits?|noches?",
}
# A part of today, said in one.
TODAYS: dict[tuple[int, int], str] = {
    (10, 12): r"this morning|heute (?:früh|vormittag)|ce matin|esta ma[ñn]ana",
    (12, 14): r"ce midi|heute mittag|este mediod[ií]a",
    (15, 18): r"this afternoon|heute nachmittag|cet après[ -]midi|esta tarde",
    (
        19,
        24,
    ): r"tonight|this evening|heute (?:abend|nacht)|ce soir|cette nuit|esta noche",
}
# A part of any day: the next one.
ANY_PARTS: dict[tuple[int, int], str] = {
    (10, 12): r"in the mornings?|am (?:vormittag|morgen)|vormittags|morgens|le matin|"
    r"por la ma[ñn]ana",
    (12, 14): r"(?:at|during) (?:midday|noon|lunch ?time)|am mittag|mittags|à midi|"
    r"al? mediod[ií]a",
    (15, 18): r"in the afternoons?|am nachmittag|nachmittags|l['\u2019]après[ -]midi|"
    r"por la tarde",
    (
        19,
        24,
    ): r"in the evenings?|at night|evenings|evening (?:class(?:es)?|courses?|sessions?)|after work|am abend|abends|"
    r"nach (?:der arbeit|feierabend)|le soir|en soirée|après le travail|"
    r"por la noche|después del trabajo",
    (21, 24): r"open late|late (?:opening|night)|lange (?:offen|geöffnet)|"
    r"ouverte?s? tard|abiert[oa]s? (?:hasta )?tarde",
}
# "No classes" asks for none.
NOT_NEGATED = r"(?<!\bno )(?<!\bnot )(?<!\bwithout )(?<!\bohne )(?<!\bkeine )(?<!\bsans )(?<!\bsin )"
# Who wants to be taught.
LEARN = (
    r"learn(?:ing)?(?: how)?(?: to)?|(?:class|lesson|course)e?s|"
    r"lernen|kurse?|apprendre(?: à)?|cours|aprender(?: a)?|clases|cursos"
)
# How far: the number and its unit, before the place that they count from.
WITHIN = (
    r"(?:within|less than|max(?:imum)?|im umkreis von|höchstens|"
    r"à moins de|dans un rayon de|a menos de|en un radio de) "
    r"(?P<number>\d{1,3}(?:[.,]\d)?) ?(?P<unit>km|kilomet(?:er|re)s?|kilometern|"
    r"kilómetros|mi|miles?|meilen|millas)(?: (?:of|from|around|um|von|de|del))?"
)
MILES = r"mi|miles?|meilen|millas"
# The weekend after the one that is meant without it. "Le week-end prochain" and "el
# próximo fin de semana" are the coming one.
NEXT = r"next|nächste[sn]?"
# How old somebody is, so that it is no number of years that something takes.
AGE = (
    r"(?:aged?|im alter von) (?P<aged>\d{1,2})|"
    r"(?P<age>\d{1,2})(?:[- ]?(?:year|yr)s?[- ]olds?|[- ]?y/?o\b|[- ]?jährige?[rnsm]?|"
    r"[- ]jahre alt| jaar oud|-?jarigen?| år gam(?:mal|melt?)|"
    r"-?åring(?:ar|er)?|-?vuotia\w*|[- ]?lat(?:ek|ki|ka)|[- ]?let(?:ý|ou|ého|ému|é)|"
    r"[- ]?летн\w*|[- ]?річн\w*| ya\u015f\u0131nda(?:ki)?)|"
    # A number of years is an age only of somebody: "enfant de 7 ans", "для 8 лет".
    r"(?:de|di|van|pour|para|per|voor|dla|для) (?P<years>\d{1,2}) "
    r"(?:ans|años|anos|anni|jaar|lat|лет|років)"
)
# Japanese, Chinese and Korean write it without a blank.
AGE_UNSPACED = r"(?P<age>\d{1,2}) ?(?:歳|岁|살)"
# What announces a day, so that it needs no proof that it stands alone.
ANNOUNCING = (
    r"on|this|next|coming|every|am|an|diesen|nächsten|kommenden|jeden|"
    r"le|les|ce|cette|chaque|el|los|este|pr[óo]ximo|cada"
)
BEFORE_A_PART = (
    r"(?:in the|at|am|in der|dans l['\u2019]|au|le|por la|de la|en la|al|[àa]|d[ae])"
)
BEFORE_AN_HOUR = (
    r"(?:at|@|around|from|after|um|gegen|ab|nach|à|vers|dès|a las?|desde las?)"
)
# With these a day's name is another thing.
NOT_AFTER = (
    r"(?:black|good|ash|shrove|fat|palm|easter|cyber|giving|ruby|super|casual|santo|"
    r"plácido|placido|freaky|gute[nr]?|bloody|best)"
)
NOT_BEFORE = r"(?:gras|best|roast|addams|school|dinner)"
