"""Words that carry no content, by language: function words, and the words questions are made of."""

from __future__ import annotations

STOP_WORDS = {
    "nl": frozenset(
        "aan af al alle alleen allemaal als alsook ander andere anders bij bijgevolg daar daarbij daardoor "
        "daarmee daarna daarnaast daarom daaronder daarvan daarvoor dan dat de der des deze die dient dienen "
        "dit dmv doen doet door dus echter een eens eigen elk elke en enig enige er eraan erin ermee ervan "
        "ervoor erover eronder erop etc even eveneens evenals geen gaan gaat gaf geeft geef geven gegeven gehad "
        "gedaan geweest haar had hadden hare heb hebben hebt heeft hem hen het hetgeen hier hierbij hierdoor "
        "hierover hij hoe hoeveel hoewel hun iemand iets ieder iedere ik in indien inzake is jaarlijks je jij "
        "jullie kan kon konden krijgen krijgt kunnen kunt maar mag me mee meer meest met mij mijn moet moeten "
        "mogen mocht moest na naar naarmate nader nadere namelijk nee net niet niets noch nodig noem noemt "
        "noemen nog nu of om omdat ondanks onder ons onze ook op opnieuw over per pas reeds rond s "
        "sinds slechts som sommige staan staat stel steeds te tegen ten ter teneinde terwijl tijdens toch toe tot "
        "tussen u uit uw vaak van vanaf vat veel vele via vinden vindt vind volgens voor vooral vooruit waar "
        "waaraan waarbij waardoor waarin waarmee waarna waarom waaronder waarop waarover waaruit waarvan "
        "waarvoor wanneer want waren was wat we weer weet wel welk welke welks wie wiens wij wil willen word "
        "worden wordt werd werden zal ze zeer zegt zeggen zei zelf zich zij zijn zijnde zo zoals zou zouden "
        "zowel zulk zulke zullen zult betreft betreffende omtrent gelden geldt bestaat bestaan vermeldt "
        "vermeld vermelden genoemd genoemde luidt leg uitleg uitleggen vertel graag precies eigenlijk ongeveer "
        "tekst alinea".split()
    ),
    "en": frozenset(
        "a about above according after again all also although am an and any are as at be because been before "
        "being between both but by can could did do does doing done during each either etc even every "
        "explain few for from further give given gives had has have having he her here him his how however i "
        "if in into is it its itself just let list made make makes many may me might more most much must my "
        "name no nor not of off often on once only or other our out over own per please said same say says "
        "shall she should since so some still such tell than that the their them then there these they this "
        "those through thus to too under until up upon us very was we well were what when where whether which "
        "while who whom whose why will with within would you your find found exactly actually roughly "
        "approximately mention mentions mentioned text paragraph regarding "
        "concerning".split()
    ),
    "de": frozenset(
        "aber als alle am an auch auf aus bei bis da dann das dass dem den der des die dies diese diesem diesen "
        "dieser dieses doch du durch ein eine einem einen einer eines er es für gegen hat haben hatte ich ihr "
        "ihre im in ist ja kann können mit muss müssen nach nicht noch nur ob oder ohne sehr sein seine sich sie "
        "sind so soll sollen über um und uns unter vom von vor war waren warum was wegen weil welche welcher "
        "welches wenn wer werden wie wird wo wurde zu zum zur zwischen".split()
    ),
    "fr": frozenset(
        "à afin ainsi alors au aucun aussi autre aux avant avec car ce ceci cela celle ces cet cette ceux chaque "
        "combien comme comment d dans de des donc dont du elle en encore entre est et être eu fait il ils je l "
        "la le les leur leurs lors lui mais même n ne ni non nos notre nous on ont ou où par pas pendant peu "
        "peut plus pour pourquoi quand que quel quelle quelles quels qui quoi s sa sans se selon ses si son "
        "sont sous sur tout toute toutes tous très un une vers vos votre vous y".split()
    ),
}  # fmt: skip
