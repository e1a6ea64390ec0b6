"""Figures of people in English sentences of our own, in the manner of agencies, aid groups, blogs and local pages.

Each sentence was written with what it tells before anybody looked at what the rules make of it.
"""

import pytest
from tests.measure.text.claims.figures_told import found_in, told

PLAIN = (
    # "no more than" was read as "more than", which turns it round
    ("No more than two people died in the shelling on Monday.", "2- killed"),
    ("Not more than 5 fighters were killed.", "5- killed fighter"),
    ("No fewer than nine people were injured.", "9+ injured"),
    # who tells of it is none of the dead
    ("According to a local doctor, at least four people were killed.", "4+ killed"),
    ("Four people were killed, said a doctor.", "4 killed"),
    ("Residents said a woman was killed.", "1 killed woman"),
    # who was killed and wounded, in the order and the words that agencies use
    ("An airstrike on a vegetable market killed 17 people and wounded 30 others.", "17 killed; 30 injured"),
    (
        "Twelve people were killed and 40 wounded when a bomb went off at a bus station.",
        "12 killed; 40 injured",
    ),
    (
        "A car bomb exploded outside a mosque, killing nine worshippers and injuring 21.",
        "9 killed civilian; 21 injured",
    ),
    ("The blast left six dead and 14 injured.", "6 killed; 14 injured"),
    ("Four dead, eleven wounded in shelling of the old town.", "4 killed; 11 injured"),
    ("The shelling claimed the lives of three women and a child.", "3 killed woman; 1 killed child"),
    ("Two teachers lost their lives in the raid.", "2 killed civilian"),
    (
        "At least 23 people have died and more than 100 have been injured since Monday.",
        "23+ killed; 101+ injured",
    ),
    ("Some 50 civilians perished in the fire.", "50~ killed civilian"),
    ("Rescuers pulled the bodies of three men from the rubble.", "3 killed man"),
    ("The bodies of seven people were recovered from the well.", "7 killed"),
    ("Eight bodies have been found so far.", "8 killed"),
    ("A sniper shot dead two boys near the checkpoint.", "2 killed child"),
    ("Gunmen opened fire on a minibus, killing all five passengers.", "5 killed"),
    (
        "One soldier was killed and three others were wounded by a roadside bomb.",
        "1 killed fighter; 3 injured",
    ),
    ("Five policemen died in the ambush.", "5 killed fighter"),
    ("Militants beheaded four captives.", "4 killed"),
    ("The death toll from the strike has risen to 34.", "34 killed"),
    ("Another body was found on Friday, raising the toll to 19.", "1 killed; 19 killed"),
    ("A wounded man died overnight, bringing the number of dead to six.", "1 killed man; 6 killed"),
    ("The ministry put the death toll at 112.", "112 killed"),
    ("Hospital sources gave a toll of 11 dead and 25 wounded.", "11 killed; 25 injured"),
    ("The toll now stands at 43 dead, including 12 children.", "43 killed; 12 killed child"),
    ("An earlier toll of eight was revised to ten.", "8 killed; 10 killed"),
    # parts of a whole
    ("Sixteen people were killed, including three children.", "16 killed; 3 killed child"),
    ("Sixteen people, five of them women, were killed in the market.", "16 killed; 5 killed woman"),
    ("Fourteen people were wounded, two of them seriously.", "14 injured; 2 injured"),
    (
        "Nine civilians were killed, among them four children and two women.",
        "9 killed civilian; 4 killed child; 2 killed woman",
    ),
    ("Of the 20 people killed, eight were children.", "20 killed; 8 killed child"),
    ("A strike killed seven members of one family, four of whom were under ten.", "7 killed; 4 killed"),
    ("A family of five was killed when a shell hit their car.", "5 killed"),
    ("The dead include two paramedics.", "2 killed medical"),
    ("Among the wounded were three journalists.", "3 injured journalist"),
    # bounds
    ("Between 40 and 60 fighters were killed.", "40..60 killed fighter"),
    ("Up to 300 people were killed in the town.", "300- killed"),
    ("Nearly 200 people have been wounded.", "200~ injured"),
    ("As many as 15 soldiers may have died.", "15- killed fighter"),
    ("No fewer than 70 detainees were executed.", "70+ killed"),
    ("Around a hundred villagers were taken away by armed men.", "100~ detained civilian"),
    ("More than two dozen people were hurt.", "25+ injured"),
    ("Two to three people were killed.", "2..3 killed"),
    ("Over 1,200 people were killed in 2013.", "1201+ killed"),
    # words instead of numerals
    ("Dozens were killed in the bombardment.", "24+ killed"),
    ("Scores of people were injured.", "40+ injured"),
    ("Hundreds of families fled the town.", "200+ displaced"),
    ("Tens of thousands of people have been displaced.", "20000+ displaced"),
    ("Dozens more were wounded.", "24+ injured"),
    ("Half a dozen people were hurt.", "6 injured"),
    ("A hundred and twenty people died.", "120 killed"),
    # nobody
    ("No one was killed.", "0 killed"),
    ("There were no casualties.", "0 killed"),
    ("There were no reports of casualties.", "0 killed"),
    ("Nobody was injured in the attack, the mayor said.", "0 injured"),
    ("The strike caused no injuries.", "0 injured"),
    ("No civilians were killed, the army said.", "0 killed civilian"),
    ("None of the passengers was hurt.", "0 injured"),
    # missing, displaced, detained, affected
    ("Eighteen people are still missing under the rubble.", "18 missing"),
    ("Seven workers have been missing since Tuesday.", "7 missing civilian"),
    ("The fate of 40 men taken from the village remains unknown.", "40 missing man"),
    ("About 6,000 people have fled their homes.", "6000~ displaced"),
    ("The fighting displaced 14,000 people in a week.", "14000 displaced"),
    ("Some 350 families have been forced from their homes.", "350~ displaced"),
    ("Security forces detained 28 people in dawn raids.", "28 detained"),
    ("Four journalists were abducted at a roadblock.", "4 detained journalist"),
    ("Rebels took 13 soldiers prisoner.", "13 detained fighter"),
    ("Gunmen kidnapped three aid workers.", "3 detained civilian"),
    ("Sixty students were rounded up and taken to a barracks.", "60 detained"),
    ("Twenty people suffered breathing difficulties after the attack.", "20 affected"),
    ("Doctors treated 85 patients for exposure to gas.", "85 affected"),
    # one by one
    ("A woman was killed by a stray bullet.", "1 killed woman"),
    ("The shell killed a woman and her two daughters.", "1 killed woman; 2 killed"),
    ("One of the wounded later died in hospital.", "1 killed"),
    ("A 12-year-old boy was killed and his brother was wounded.", "1 killed child; 1 injured"),
    ("A medic was among those killed.", "1 killed medical"),
)

REPORTS = (
    # several sentences together: parts, tolls that are told anew, lists without nouns, numbers of other things
    (
        (
            "Two missiles hit the market in the centre of the town at about noon. Rescue workers said 16 "
            "people, among them a boy of six, had been killed. Another 28 were taken to hospital, nine of them in "
            "a critical condition."
        ),
        "16 killed; 1 killed child; 28 injured; 9 injured",
    ),
    (
        "UPDATE 3: The number of victims has now climbed to 52. The first report spoke of 30 dead.",
        "52 killed; 30 killed",
    ),
    (
        (
            "State television said 14 soldiers were martyred and 23 terrorists killed in the battle for the "
            "hill."
        ),
        "14 killed fighter; 23 killed fighter",
    ),
    (
        (
            "We have the names of 19 people. Eleven were killed on the spot; the rest died on the way to the "
            "border."
        ),
        "11 killed",
    ),
    (
        "Monday: 3 civilians killed, 7 injured, 2 missing. Tuesday: no casualties reported.",
        "3 killed civilian; 7 injured; 2 missing; 0 killed",
    ),
    (
        "Casualties so far: 8 dead, 33 wounded.",
        "8 killed; 33 injured",
    ),
    (
        "The hospital received 12 bodies and more than 40 wounded people during the night.",
        "12 killed; 41+ injured",
    ),
    (
        "Of 63 people who were brought to the clinic, five died and 22 were sent on to the city.",
        "5 killed",
    ),
    (
        (
            "The attack killed at least 31 people, mostly civilians, and injured around 90, according to the "
            "local health directorate."
        ),
        "31+ killed; 90~ injured",
    ),
    (
        "Fighting between the two groups has left more than 60 fighters dead on both sides since Sunday.",
        "61+ killed fighter",
    ),
    (
        "The army says it killed 35 militants and arrested 12 more.",
        "35 killed fighter; 12 detained fighter",
    ),
    (
        "The rebels said that they had lost six men, and that 20 government troops had died.",
        "6 killed fighter; 20 killed fighter",
    ),
    (
        (
            "Shelling of the camp wounded seven people, three of them children, a nurse told us by phone. "
            "One of the children has since died."
        ),
        "7 injured; 3 injured child; 1 killed child",
    ),
    (
        "The strike hit a wedding party. Forty-one guests were killed; the bride survived.",
        "41 killed",
    ),
    (
        "Human remains belonging to at least nine persons were found.",
        "9+ killed",
    ),
    (
        (
            "Since January the group has documented the deaths of 1,340 civilians, including 212 children "
            "and 160 women."
        ),
        "1340 killed civilian; 212 killed child; 160 killed woman",
    ),
    (
        "Police said one attacker was shot dead and two were arrested.",
        "1 killed fighter; 2 detained fighter",
    ),
    (
        "A drone strike on a car killed its three occupants.",
        "3 killed",
    ),
    (
        "Ten-year-old twins and their grandmother died when the roof fell in.",
        "",
    ),
    (
        "Four killed, including two children, in an air raid on the eastern district last night.",
        "4 killed; 2 killed child",
    ),
    (
        "The kidnappers freed 17 of the 48 hostages on Wednesday.",
        "",
    ),
    (
        "An estimated 2,500 families were displaced by the offensive, the UN said.",
        "2500~ displaced",
    ),
    (
        "It is the deadliest strike since March, when 26 people were killed in the same street.",
        "26 killed",
    ),
    (
        "The group claimed to have killed ten soldiers; the army admitted to three.",
        "10 killed fighter; 3 killed fighter",
    ),
    (
        "In all, 87 people have died: 49 men, 20 women and 18 children.",
        "87 killed; 49 killed man; 20 killed woman; 18 killed child",
    ),
    (
        "The shell fell in a field and hurt nobody.",
        "0 injured",
    ),
    (
        "At dawn, soldiers took away nine young men. Two were released later the same day.",
        "9 detained man",
    ),
    (
        "Eight members of the civil defence have been killed since the start of the year.",
        "8 killed medical",
    ),
    (
        "The explosion killed the driver and wounded four passengers.",
        "4 injured",
    ),
    (
        "Militants executed 25 prisoners in the square, a video shows.",
        "25 killed",
    ),
    (
        "Three brothers were killed on the spot, and their father is in intensive care.",
        "3 killed",
    ),
    (
        (
            "Ten days into the siege, the two hospitals that still work have beds for 60 patients. On Friday "
            "they took in 110 wounded, a surgeon said. Eleven did not live through the night."
        ),
        "110 injured; 11 killed",
    ),
    (
        "Police recovered the remains of 14 men from three pits south of the village.",
        "14 killed man",
    ),
    (
        "The 22-year-old was one of six people who died when two shells landed in the queue.",
        "6 killed",
    ),
    (
        (
            "About 4,000 people had sheltered in the school. Sixteen of them, all from one clan, were "
            "killed; 31 lost limbs."
        ),
        "16 killed; 31 injured",
    ),
    (
        "Residents counted 25 rockets. Three people were hurt, none seriously.",
        "3 injured",
    ),
    (
        "The bus was carrying 40 pilgrims. At least 18 died.",
        "18+ killed",
    ),
    (
        "More than half of the 52 dead are women and children.",
        "52 killed",
    ),
    (
        "Military losses: 7 soldiers killed, 19 wounded, 3 captured.",
        "7 killed fighter; 19 injured; 3 detained",
    ),
    (
        "A twelfth victim, a girl of nine, died of her burns on Sunday.",
        "1 killed; 1 killed child",
    ),
    (
        (
            "Gunmen on motorcycles attacked four villages, leaving scores dead and driving some 2,000 people "
            "from their homes."
        ),
        "40+ killed; 2000~ displaced",
    ),
    (
        "The attack killed no one but wounded 13.",
        "0 killed; 13 injured",
    ),
    (
        "It took 200 rescuers nine hours to bring out the last of the 27 bodies.",
        "27 killed",
    ),
    (
        "The ministry says that 1,043 have been killed since March, nearly a third of them children.",
        "1043 killed",
    ),
    (
        "He had buried eleven of his relatives by Monday.",
        "11 killed",
    ),
    (
        "Three people, including the headmaster, were led away; their whereabouts are unknown.",
        "3 detained",
    ),
    (
        (
            "We spoke to 35 survivors. All said that the soldiers separated the men, and that around 70 were "
            "shot beside the canal."
        ),
        "70~ killed",
    ),
    (
        "Some 12,000 residents have left since Tuesday; perhaps 3,000 remain.",
        "12000~ displaced civilian",
    ),
    (
        (
            "The strike on the funeral left at least 140 dead and 525 wounded, the UN said, one of the "
            "deadliest in the war."
        ),
        "140+ killed; 525 injured",
    ),
    (
        "Seven of the ten hostages were found alive; the other three had been killed.",
        "3 killed",
    ),
    (
        "A 500 kg bomb destroyed six homes. Nine members of the same family are under the rubble.",
        "9 missing",
    ),
    (
        "Four shells, two dead, one of them a child. That was Thursday.",
        "2 killed; 1 killed child",
    ),
    (
        "Doctors at the field clinic treated 38 people, most of them for shrapnel wounds.",
        "38 injured",
    ),
    (
        "The army said it had neutralised 15 terrorists.",
        "15 killed fighter",
    ),
    (
        "An 8-year-old girl and both her parents were killed when their car drove over a mine.",
        "1 killed child; 2 killed",
    ),
    (
        "The committee has the names of 312 people who were arrested at the crossing in the past two years.",
        "312 detained",
    ),
)

MORE_REPORTS = (
    # several sentences together: parts, tolls that are told anew, lists without nouns, numbers of other things
    (
        (
            "Overnight drone strikes on Kharkiv wounded at least nine people, among them a 14-year-old, "
            "emergency services reported on Telegram. No deaths were reported."
        ),
        "9+ injured; 0 killed",
    ),
    (
        (
            "The Syrian Observatory-style monitor in the north counted 48 deaths in ten days: 31 fighters "
            "from the two factions and 17 civilians."
        ),
        "48 killed; 31 killed fighter; 17 killed civilian",
    ),
    (
        "The governor's office raised the number of injured from 60 to 85.",
        "60 injured; 85 injured",
    ),
    (
        "We visited five families whose sons were taken in the raid of 4 March.",
        "",
    ),
    (
        "They say more than 30 bodies, some with their hands tied, lay in the ditch.",
        "31+ killed",
    ),
    (
        "Militiamen shot and killed three protesters and wounded dozens.",
        "3 killed; 24+ injured",
    ),
    (
        (
            "Eyewitnesses spoke of at least ten dead; the clinic received seven bodies and 22 injured, "
            "including five children under ten."
        ),
        "10+ killed; 7 killed; 22 injured; 5 injured child",
    ),
    (
        "The truce held for 36 hours. On Saturday a mortar round killed two sisters on their way to school.",
        "2 killed",
    ),
    (
        "Twenty-six miners were trapped after the blast; 19 have been brought out alive.",
        "26 missing",
    ),
    (
        "The court sentenced nine men to death over the attack that killed 41 people in 2013.",
        "41 killed",
    ),
    (
        "Around 2,300 displaced people live in the stadium.",
        "2300~ displaced",
    ),
    (
        "Neither side gave casualty figures.",
        "",
    ),
    (
        "The coalition acknowledged that 12 civilians may have been killed in two strikes in June.",
        "12 killed civilian",
    ),
    (
        "Hundreds are feared dead after the dam was hit.",
        "200+ killed",
    ),
    (
        "About three-quarters of the 1,100 houses are gone, and with them 37 people.",
        "",
    ),
    (
        "A rocket struck the maternity ward, killing two newborns and a midwife, and injuring three nurses.",
        "2 killed child; 1 killed medical; 3 injured medical",
    ),
    (
        "Nobody claimed the attack, in which a police colonel and his driver died.",
        "",
    ),
)

NOBODY = (
    "The rebels fired 40 rockets at the base.",
    "Thirty houses were destroyed and 12 cars burned.",
    "The village lies 15 kilometres east of the city.",
    "Fuel now costs 300 pounds a litre.",
    "The boy, 11, went to school on 3 May 2014.",
    "Two tanks and four armoured vehicles were captured.",
    "The brigade has 500 fighters.",
    "About 200 fighters from the brigade took part in the attack.",
    "The army said it had killed the story.",
    "Three explosions were heard at 5 p.m.",
    "The militants seized two villages and a bridge.",
    "Some 10,000 people live in the town.",
    "Four activists said the strike came at dawn.",
    "The school had 120 pupils before the war.",
    "Two hospitals and a school were damaged.",
    "The convoy of 12 trucks reached the camp after 8 hours.",
    "Sixty per cent of the district is destroyed.",
    "It was the third attack in five days.",
    "Thousands of people attended the funeral.",
    "The army killed the power at 9.",
    "A dozen missiles were shot down over the capital.",
)


@pytest.mark.parametrize("text, expected", PLAIN + REPORTS + MORE_REPORTS)
def test_the_figures_of_a_sentence(text: str, expected: str) -> None:
    assert told(expected) == found_in(text)


@pytest.mark.parametrize("text", NOBODY)
def test_a_number_that_counts_nobody_harmed_is_no_figure(text: str) -> None:
    assert [] == found_in(text)
