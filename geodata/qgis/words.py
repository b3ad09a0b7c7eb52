"""What QGIS calls layers and columns, in both languages."""

from geodata.entities import Bilingual

LAYERS = {
    "places": Bilingual("Places", "Lieux"),
    "minusma_bases": Bilingual("Former MINUSMA bases", "Anciennes bases de la Minusma"),
    "tigharghar": Bilingual("Adrar Tigharghar", "Adrar Tigharghar"),
    "kidal": Bilingual("Communes of Kidal", "Communes de Kidal"),
    "menaka": Bilingual("Communes of Ménaka", "Communes de Ménaka"),
    "rivers": Bilingual("Niger river", "Fleuve Niger"),
    "regions": Bilingual("Regions of Mali", "Régions du Mali"),
    "neighbours": Bilingual("Neighbouring countries", "Pays voisins"),
}
"""From the top of the map to its ground."""
CONTROL, GROUND = Bilingual("Control", "Contrôle"), Bilingual("Ground", "Fond")
NOBODY_KNOWN = Bilingual("Unknown", "Inconnu")
PROJECTS = Bilingual("Northern Mali control", "Contrôle du nord du Mali")
STYLES = Bilingual("as on the map", "comme sur la carte")
COLUMNS = {
    "place": Bilingual("Place (id)", "Lieu (identifiant)"),
    "name": Bilingual("Name", "Nom anglais"),
    "name_fr": Bilingual("Name in French", "Nom"),
    "kind": Bilingual("Kind", "Type"),
    "controller": Bilingual("Holder", "Détenteur"),
    "status": Bilingual("Status", "Statut"),
    "contested_by": Bilingual("Contested by", "Disputé par"),
    "present": Bilingual("Also present", "Aussi présents"),
    "around": Bilingual("Around it", "Autour"),
    "since": Bilingual("Holder since", "Détenteur depuis"),
    "precision": Bilingual("Precision of that day", "Précision de ce jour"),
    "grade": Bilingual("Grade", "Cotation"),
    "claim": Bilingual("Claim", "Affirmation en anglais"),
    "claim_fr": Bilingual("Claim in French", "Affirmation"),
    "claim_id": Bilingual("Claim (id)", "Affirmation (identifiant)"),
    "sources": Bilingual("Sources (ids)", "Sources (identifiants)"),
    "valid_from": Bilingual("State from", "État du"),
    "valid_until": Bilingual("State until", "État jusqu’au"),
    "commune_id": Bilingual("Commune (geoBoundaries)", "Commune (geoBoundaries)"),
    "region": Bilingual("Region", "Région"),
    "cercle": Bilingual("Cercle", "Cercle"),
    "area_km2": Bilingual("Area, km²", "Superficie, km²"),
    "position_precision_m": Bilingual("Position within, m", "Position à … m près"),
    "base_name": Bilingual("Base", "Base"),
    "contributors": Bilingual("Troops of", "Troupes de"),
    "opened": Bilingual("Opened", "Ouverte"),
    "opened_precision": Bilingual("Precision of the opening", "Précision de l’ouverture"),
    "departed": Bilingual("Last troops left", "Départ des dernières troupes"),
    "handed_over": Bilingual("Handed over", "Remise"),
    "handed_to": Bilingual("Handed to", "Remise à"),
    "counted_in_thirteen": Bilingual("One of the thirteen of 2023", "Une des treize de 2023"),
    "phase": Bilingual("Phase", "Phase"),
    "carried": Bilingual("Carried on, not observed", "Prolongé, non observé"),
}
"""A test holds that every column of every layer is here."""
