"""What the people of the training case wrote, and when the clips were posted."""

from typing import Final

POST: Final = (
    "A loud bang in the countryside of Gabal Maruschk this afternoon. Several people in Tel Gomraza town, which lies "
    "some 3 km east-north-east of Beit Koulchoun, heard it; nobody seems to be hurt. The old quarry, they think."
)
SPELLED: Final = "Tel Gomraza"
TEXTS: Final = {
    "post.txt": f"Posted 2021-10-09\n\n{POST}\n",
    "rooftop-diary.txt": (
        "Rooftop diary, 9 October 2021\n\n"
        "After lunch I sent my kite up over the square with the camera and took one good picture of the pole and its "
        "shadow. Some time after I had photographed the square the quarry fired once. I saw the dust.\n"
    ),
    "bridge-keeper.txt": (
        "Bridge keeper, told on 12 October 2021\n\n"
        "That was on Saturday, after my shift began at one. I had had my tea. One bang, from the quarry, and then the "
        "birds.\n"
    ),
    "ozrem-news.txt": (
        "Ozrem Valley News, 10 October 2021, 08:00\n\n"
        "Last night, between nine and eleven, an explosion shook the old quarry. The clip of a reader "
        "(clip-3.mp4) shows the moment.\n"
    ),
    "posted.tsv": (
        "clip\tfirst posted\tby\n"
        "clip-2.mp4\t2021-10-09T17:05:00+01:00\tsomebody in the town\n"
        "clip-3.mp4\t2021-10-09T23:40:00+01:00\tOzrem Valley News\n"
        "clip-1.mp4\t2021-10-10T09:00:00+01:00\tthe bridge keeper's daughter\n"
    ),
}
"""By file."""
