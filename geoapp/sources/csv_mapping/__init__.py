"""Read CSV files by a mapping file, which assigns columns and values to fields."""

from geoapp.sources.csv_mapping.mapping_file import InvalidMapping, read_mapping
from geoapp.sources.csv_mapping.record import row_from_cells
from geoapp.sources.csv_mapping.schema import Mapping

__all__ = ["InvalidMapping", "Mapping", "read_mapping", "row_from_cells"]
