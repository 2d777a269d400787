"""Alerts before a hold expires: found by a scan, remembered once each, sent by e-mail and signed webhook."""
