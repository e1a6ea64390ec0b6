from sightline.sources.folder import FOLDER as VIDEO
