//! The same leads as a workbook and as CSV.
