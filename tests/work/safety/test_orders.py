"""Orders to make or spread something are known by how they are built; reporting, advice and cooking are not taken.

All of them are stand-ins: they name no substance, no true amount and no way that anything is made.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.work.safety.orders import orders_in
from sightline.work.safety.text import hazardous_spans, restrained

ORDERS = (
    "To make the agent, mix and heat the precursor",
    "To make the agent mix the precursor with the liquid.",
    "In order to produce a toxic gas: first, combine both powders; then warm the mixture gently.",
    "If you want to build a bomb, pack the canister with the mixture and attach a fuse.",
    "Here is how to prepare the poison. Grind the seeds, then soak them and filter the liquid.",
    "Mix the two liquids and heat them to make the nerve agent.",
    "Stir the powder into the acid. Warm it slowly. This gives the poison gas.",
    "You need to dissolve the powder and then distil it to obtain the toxin.",
    "To make the agent:\n1. Mix both liquids\n2. Heat the mixture\n3. Filter it",
    "Making it is easy. To synthesise the nerve agent, take 3 cups of the liquid.",
    "To spread the agent, fill the sprayer and pressurise it.",
    "How to disseminate the toxin: load the powder into a canister.",
    "The precursor is mixed with 2 litres of the liquid and heated for 20 minutes to produce the nerve agent.",
    "لصنع العامل الكيميائي، اخلط المواد وسخّنها ببطء",
    "لتحضير الغاز السام اخلط المادتين ثم سخن المزيج",
    "طريقة تحضير المتفجرات: خذ 20 غراما من المسحوق واخلطها",
    "لنشر الغاز، املأ العبوة ثم اضف السائل",
    "Prepare the explosive: grind the powder and add the liquid.",
    "To make the agent you mix and heat the precursor.",
    "To make whatever it is called, mix and heat the precursor.",
    "Step 1: combine the powders. Step 2: heat the mixture. You now have the toxic gas.",
    "Let's make the nerve agent. Mix the liquids, then heat them.",
    "يمكنك صنع القنبلة هكذا: اخلط المسحوق واضف السائل",
)
REPORTING = (
    "The factory made chlorine for the water works.",
    "Helicopters dropped barrels of chlorine on the town.",
    "Experts said sarin was used in the attack.",
    "The inspectors destroyed 1,200 litres of precursor that was used to make the nerve agent.",
    "Sarin is made by mixing two precursors shortly before use, the report explains.",
    "To make the barrel bombs, they fill oil drums with explosives, pack them with scrap, add a fuse and attach fins.",
    "To make the agent, chemists mix two precursors at the last moment, an expert said.",
    "The workshop was used to make explosives, and workers added scrap metal to the drums.",
    "If you smell gas, leave the room, wash with water and call the rescuers.",
    "Do not mix bleach with other cleaners: it can produce a toxic gas.",
    "Open the windows to release the gas and call the fire service.",
    "To make a gas mask, cut a bottle, add charcoal and seal the edges.",
    "To prepare for a gas attack, fill bottles with water, seal the windows and store food.",
    "To neutralise the agent, mix bleach with water and rinse the skin.",
    "To prepare the sample for nerve agent analysis, dissolve it in 5 ml of solvent and heat it.",
    "The government wants to make chemical weapons again, the minister said. Add to that the missiles, and it is bad.",
    "He said that the group knew how to make bombs and had mixed fertiliser with fuel in a garage.",
    "The court heard that he had researched how to make explosives and bought ingredients for 20 grams of it.",
    "Recruits were taught how to make bombs; the instructions were found on a laptop.",
    "They plan to release the gas: close the windows, fill the bath and seal the doors, the rescuers told people.",
    "To make its case, the ministry will show the precursor and heat the debate, one paper writes.",
    "To make sure of it, the inspectors asked where the precursor went. Add the second shipment, and it is more.",
    "To make bread, mix 500 g of flour with water, add salt and heat the oven.",
    "To make the bomb safe, the deminers pour water on it and remove the detonator.",
    "Three fighters were killed when a bomb they were trying to make exploded.",
    "The laboratory found the precursor and the agent in two of the samples.",
    "The helicopter sprayed the fields; two people died of poison.",
    "To build a shelter against bombs, pour concrete, mix in gravel and add steel.",
    "Residents said the gas smelled of chlorine, and the doctors washed 40 patients with water.",
    "The court heard that he bought 20 kilograms of powder to make explosives.",
    "The munition has to be filled and mixed just before use, which made the agent hard to store.",
    "According to the experts, the agent was mixed with solvent and loaded into rockets.",
    "Both precursors were shipped abroad to be destroyed, 120 tonnes in all.",
    "To disperse the protesters, police used tear gas and fired rubber bullets.",
    "Police fired gas to disperse the crowd, then seal the square, witnesses said.",
    "Take care: the bombs may not have exploded. Keep away and call the deminers.",
    "The agency said it had found no evidence that the plant was used to produce weapons.",
    "قال الخبراء إن غاز السارين استخدم في الهجوم",
    "ألقت المروحيات براميل من الكلور على البلدة",
    "كان المصنع ينتج الكلور لمحطة المياه",
    "قال شهود إن الطائرات ألقت قنابل ثم غادرت",
    "اتهمت المعارضة الحكومة باستخدام مواد تستخدم لصنع الغازات السامة",
    "عثر المفتشون على مواد كيميائية لتصنيع المتفجرات في المستودع وأضاف المتحدث أن العمل مستمر",
    "لصنع الخبز اخلط الطحين مع الماء وسخن الفرن",
    "أغلقوا النوافذ عند سماع صوت البراميل واغسلوا الوجه بالماء",
)


@pytest.mark.parametrize("text", ORDERS)
def test_orders_are_kept_back(text: str) -> None:
    # seen: the first of them passed, since none of its words stood in the list in that form
    before = "The market was full on Friday.\n\n"
    spans = hazardous_spans(f"{before}{text}\n\nHe left on Sunday.")
    assert spans
    assert len(before) == spans[0].start
    assert "Sunday" not in (before + text)[spans[0].start : spans[-1].end]


@pytest.mark.parametrize("text", REPORTING)
def test_reporting_advice_and_cooking_pass(text: str) -> None:
    assert () == hazardous_spans(text)
    assert text == restrained(text)


def test_one_report_after_another_passes() -> None:
    # each passes alone; together they stand close, as in a blog or a page of news
    assert () == hazardous_spans(" ".join(REPORTING))
    assert () == hazardous_spans("\n".join(REPORTING))


def test_marks_on_letters_and_directions_do_not_hide_an_order() -> None:
    assert hazardous_spans("\u200fلِصُنعِ العاملِ الكيميائيّ، اخلِط الموادَّ وسخِّنها")
    assert hazardous_spans("TO  MAKE\u00a0the AGENT, Mix and HEAT the precursor")


def test_reasons_tell_making_from_spreading() -> None:
    assert ["tells how an agent or weapon is made"] == [s.reason for s in hazardous_spans(ORDERS[0])]
    told = "To spread the agent, fill the sprayer and pressurise it."
    assert ["tells how an agent or weapon is spread"] == [s.reason for s in hazardous_spans(told)]


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    whole = f"{text}\n{ORDERS[0]}\n{text}"
    assert all(0 <= one.start < one.end <= len(whole) for one in orders_in(whole))
