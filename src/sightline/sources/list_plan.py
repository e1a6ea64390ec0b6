"""The plan of a list stands in the model, where every floor may see it; here it keeps its earlier name."""

from sightline.model.list_plan import PROPERTIES, ColumnPlan, DateOrder, DateReading, ListPlan, Role

__all__ = ["PROPERTIES", "ColumnPlan", "DateOrder", "DateReading", "ListPlan", "Role"]
