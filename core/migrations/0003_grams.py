from django.db import migrations

# Every pair of neighbouring characters, in lower case, without pairs that hold a blank. One pass over the text.
CREATE = """
CREATE FUNCTION zj_grams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT pair), '{}')
  FROM (
    SELECT one || lead(one) OVER (ORDER BY place) AS pair
    FROM unnest(string_to_array(lower(words), NULL)) WITH ORDINALITY AS letters(one, place)
  ) AS pairs
  WHERE pair IS NOT NULL AND pair !~ '\\s'
$$
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_append_only")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION zj_grams(text)")]
