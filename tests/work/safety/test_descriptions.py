"""General descriptions of how an agent or a weapon is made are known by how they are built; reporting is not taken.

All of them are stand-ins: they name no substance, no true amount and no way that anything is made.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.work.safety.test_orders import REPORTING

from sightline.work.safety.descriptions import descriptions_in
from sightline.work.safety.text import hazardous_spans, restrained

DESCRIPTIONS = (
    "The nerve agent can be made by mixing the two liquids.",
    "A toxic gas can be made by mixing sugar with tea and heating it.",
    "Explosives are produced by combining the powder with the liquid.",
    "The poison, which is colourless, can easily be prepared at home by dissolving the powder in water.",
    "The agent is colourless. It can be made by mixing the powder with the liquid.",
    "The toxin is old. It has no smell. It is easily prepared by soaking the seeds.",
    "Whatever it is called can be made by mixing two precursors.",
    "By mixing the powders the agent can be produced.",
    "You can make the bomb by packing a pot with jam.",
    "A bomb can be made by filling a pot with jam.",
    "Preparation of the toxin involves soaking the seeds and filtering the liquid.",
    "Mixing the two liquids produces the nerve agent.",
    "Mixing tea with jam gives a toxic gas.",
    "The agent can be made when both liquids are mixed and then heated.",
    "It is possible to make the agent by mixing the powder with tea.",
    "The agent is made by mixing 2 litres of tea with jam, an expert said.",
    "The agent is made, the report says, by mixing the liquids, heating the mixture and cooling it.",
    "يمكن صنع الغاز السام بخلط الشاي بالسكر",
    "يتم تحضير العامل الكيميائي عن طريق خلط السائلين وتسخين المزيج",
    "يصنع السم بنقع البذور",
    "يمكنك تحضير متفجرات من خلال خلط المسحوق مع السكر",
    "The toxic agent could be produced through heating the powder.",
    "The agent is obtained from reacting the liquid with tea.",
    "THE AGENT\u00a0can  be made by Mixing the liquids",
    "Anyone can make a bomb like this by filling a pot with jam and sealing it.",
)
TOLD = (
    "Chlorine is made by the factory for the water works.",
    "Barrel bombs are made by filling oil drums with explosives and scrap metal, and are dropped from helicopters.",
    "The nerve agent is made by mixing two precursors shortly before use, the report explains.",
    "According to the inspectors, the agent was made by mixing two precursors in a hall of the depot.",
    "The bombs were made by packing gas canisters with explosives, the army said.",
    "He had tried to make a bomb by mixing fertiliser with fuel in a garage.",
    "A toxic gas can be produced by mixing bleach with other cleaners, so never do it.",
    "Toxic gas can form when cleaners are mixed.",
    "The court heard that explosives could be made by combining what he had bought.",
    "Binary weapons hold two precursors that form the nerve agent when they are mixed.",
    "The antidote is made by dissolving the powder in water.",
    "The gas was released by opening the valves of the cylinders.",
    "Traces of the agent can be found by heating the sample in the laboratory.",
    "The agent can be destroyed by mixing it with water and heating it in a closed vessel.",
    "The bomb can be made safe by cutting the wire and removing the detonator.",
    "The weapon is made by a company in the north and sold by mixing it among other goods.",
    "Cooking gas is produced by heating crude oil in the refinery.",
    "The gas mask can be made by cutting a bottle and adding charcoal.",
    "A simple bomb shelter can be built by pouring concrete over steel.",
    "Weapons are made by hand in small workshops of the town.",
    "The video shows how the rebels fill gas cylinders and load them into a launcher made by welding pipes.",
    "The launcher can be identified by the fins attached by wiring them to the tail.",
    "Homemade explosives are found by dogs and destroyed by burning.",
    "Experts believe that the warheads were produced by filling the casing of a rocket and sealing it with a plug.",
    "The poison can be removed by rinsing the skin with water.",
    "The market sells soap made by mixing oil and ash.",
    "The militia makes its own rockets, and explosives are obtained from unexploded bombs by dealers.",
    "Adding to the fear, the attack produces more refugees and the gas makes people leave.",
    "Mixing fighters with civilians makes the use of heavy weapons harder, the general said.",
    "Mixing bleach with cleaners produces a toxic gas: open the windows.",
    "Heating the flat with coal produces gases that kill, the rescuers warn.",
    "Combining the two videos produces a view of the cylinder on the roof.",
    "Combining these findings makes the use of the weapon by the army likely.",
    "Combining satellite pictures with videos gives the place of the bomb crater.",
    "Adding the victims of the gas makes a total of 40.",
    "Filtering the water makes it safe after the poison was found.",
    "The production of weapons requires mixing politics with money, one diplomat said.",
    "Production of the agent involves precursors that are banned, said the inspectors.",
    "The making of the film on poison gas involves mixing old and new pictures.",
    "The explosive is said to be made from fertiliser, sales of which are restricted.",
    "You can make out the bomb by zooming in on the picture and adding contrast.",
    "You can make sure that it is a gas cylinder by combining both pictures.",
    "It is possible to make a case against the makers of the weapon by combining both sources.",
    "It is easy to make mistakes about bombs by mixing up the dates.",
    "One can build a map of the gas attacks by combining reports of doctors with videos.",
    "The list of the bombs can be built by combining the reports.",
    "A database of chemical weapons attacks can be created by merging these lists.",
    "Maps of the gas attack can be made by combining the statements of witnesses.",
    "A picture of the bomb can be made by combining several frames.",
    "The case against the bomb makers is built by combining calls with money flows.",
    "Copies of the video of the poison attack are made by adding a logo.",
    "The statement on the toxic agent was produced by mixing truth and lies.",
    "A claim about the weapon is made by adding a photo of another war.",
    "A model of the bomb can be made by combining many photos of the remnants.",
    "Measurements of the warhead can be obtained by combining two pictures.",
    "The identification of the agent is made by heating a sample and comparing it.",
    "The gas cloud is produced by the shells, and by heating the air it rises.",
    "The report is made by combining samples of soil with what witnesses of the gas attack saw.",
    "It can be made by combining satellite pictures.",
    "The bomb left a crater. A three-dimensional model can be made by combining photos.",
    "The bomb left a crater. Its model is in the annex. It can be made by combining photos with free software.",
    "قال خبراء إن العامل يصنع بخلط مادتين قبل الاستخدام بوقت قصير",
    "يتم انتاج الغاز المنزلي عن طريق تسخين النفط في المصفاة",
    "يمكن اعداد خريطة للهجوم بالغاز عن طريق دمج الصور",
    "لا تخلط المنظفات، فقد ينتج غاز سام عن خلط المواد",
    "صنعت القنابل بخلط مواد في ورشة دمرها الجيش",
    "يتم تحضير الخبز بخلط الطحين والماء",
    "أنتج المصنع الكلور لتنقية المياه بخلطه بمادة أخرى",
    "يمكن التعرف على القنبلة من خلال تركيب الزعانف",
    "يمكن اعداد تقرير عن القنابل من خلال دمج الشهادات",
)
"""Reporting, advice, cooking and investigators' own work, in the words that descriptions are made of."""


@pytest.mark.parametrize("text", DESCRIPTIONS)
def test_descriptions_are_kept_back(text: str) -> None:
    # seen: "can be made by mixing …" passed, since it orders nobody
    before = "The market was full on Friday.\n\n"
    spans = hazardous_spans(f"{before}{text}\n\nHe left on Sunday.")
    assert spans
    assert len(before) == spans[0].start
    assert "Sunday" not in (before + text)[spans[0].start : spans[-1].end]
    assert ["tells how an agent or weapon is made"] == list(dict.fromkeys(s.reason for s in spans))


@pytest.mark.parametrize("text", TOLD)
def test_reporting_passes(text: str) -> None:
    assert () == hazardous_spans(text)
    assert text == restrained(text)


def test_one_report_after_another_passes() -> None:
    every = [*TOLD, *REPORTING]
    assert 110 <= len(every)
    assert () == descriptions_in(" ".join(every))
    assert () == descriptions_in("\n".join(every))


@pytest.mark.parametrize("before", ["It has been so for long. ", "The town fell. It is empty. ", ""])
def test_what_it_is_has_to_stand_before_it(before: str) -> None:
    said = "It can be made by mixing the powder with tea."
    assert () == descriptions_in(before + said)
    assert descriptions_in(f"The poison is old. {said}")


def test_an_amount_is_no_report() -> None:
    told = "The agent is made by mixing the liquids, the expert said."
    assert () == descriptions_in(told)
    assert descriptions_in(told.replace("the liquids", "3 litres of the liquids"))


def test_a_description_over_the_end_of_a_piece_is_found() -> None:
    for pad in (19_950, 19_990, 20_000):
        assert hazardous_spans("x" * (pad - 1) + "\n" + DESCRIPTIONS[0])


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    whole = f"{text}\n{DESCRIPTIONS[0]}\n{text}"
    assert all(0 <= one.start < one.end <= len(whole) for one in descriptions_in(whole))
