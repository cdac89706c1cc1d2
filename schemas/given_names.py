"""Frequent given names of the German-speaking countries, the Nordic partners and English: a sign of a person in a text.

Not all names there are: a text may still name somebody unseen. Names that are everyday words (Rose, August, Will) are
left out, so that ordinary sentences stay readable.
"""

from __future__ import annotations

GIVEN_NAMES = tuple(
    """
    Adam Adrian Agnes Aino Alan Albert Alex Alexander Alexandra Alfred Alice Alina Amelie Amy Anders Andrea
    Andreas Andrew Angela Angelika Anita Anja Anke Ann Anna Anne Annegret Anneli Annemarie Annette Annika
    Anthony Antje Anton Armin Arne Arno Astrid Axel Barbara Beate Beatrice Ben Benjamin Bernd Bernhard Bettina
    Birgit Björn Bodo Boris Brian Brigitta Brigitte Bruno Camilla Carina Carl Carla Carmen Carola Caroline
    Carolin Carsten Catherine Cecilia Charles Charlotte Chris Christa Christel Christian Christiane Christina
    Christine Christof Christoph Christopher Clara Claudia Claus Clemens Corinna Cornelia Dagmar Daniel
    Daniela David Dennis Detlef Diana Dieter Dietmar Dirk Dominik Dora Doris Dorothea Edith Eduard Edward Eero
    Ekkehard Elena Elin Elisabeth Elizabeth Elke Ella Ellen Elsa Emil Emilia Emily Emma Erich Erik Erika Erkki
    Erwin Esther Eva Evelyn Fabian Felix Ferdinand Finn Florian Frank Franz Franziska Fredrik Friedrich
    Friederike Fritz Gabi Gabriel Gabriele Georg George Gerald Gerda Gerhard Gerlinde Gernot Gert Gertrud
    Gisela Gottfried Gregor Gudrun Guido Günter Günther Gunnar Gustav Hanna Hannah Hannelore Hannes Hans
    Harald Harry Hartmut Heidi Heike Heiko Heiner Heinrich Heinz Helen Helena Helene Helga Helge Helmut
    Henning Henri Henrik Henry Herbert Hermann Hilde Hildegard Holger Horst Hubert Hugo Ida Igor Ilse Ina Ines
    Inga Inge Ingeborg Ingo Ingrid Irene Iris Irmgard Isabel Isabell Isabella Ivan Jack Jaakko Jakob James Jan
    Jana Janina Jasmin Jennifer Jens Jessica Jill Joachim Joanna Johan Johann Johanna Johannes John Jon Jonas
    Jonathan Jörg Josef Joseph Josefine Jukka Judith Julia Julian Juliane Julius Jürgen Juha Jutta Kai Karen
    Karin Karina Karl Karla Karsten Katarina Katharina Kathrin Katja Katrin Kerstin Kevin Kim Kirsten Klara
    Klaus Konrad Konstantin Kristian Kristiina Kristin Kristina Kurt Larissa Lars Laura Lea Lena Leo Leon
    Leonie Leopold Lina Linda Lisa Lorenz Lothar Louis Louisa Luca Lucas Lucia Ludwig Luis Luise Lukas Lydia
    Magdalena Magnus Maike Maja Manfred Manuel Manuela Marc Marcel Marco Marcus Margarete Margit Margot Maria
    Marianne Marie Marina Mario Marion Marita Mark Markku Markus Marlene Marta Martha Martin Martina Mary
    Mathias Matthew Matthias Matti Maximilian Max Maya Meike Melanie Mia Michael Michaela Michel Michelle Mika
    Mike Mikael Mikko Miriam Mohamed Mohammed Moritz Monika Nadine Nadja Nancy Natalie Natascha Nicolas Nicole
    Niklas Nils Nina Nora Norbert Olaf Ole Oliver Olivia Oskar Otto Pascal Patricia Patrick Paul Paula Pauline
    Pekka Peter Petra Philip Philipp Pia Rainer Ralf Ralph Raphael Raimund Rebecca Regina Reiner Reinhard
    Reinhold Renate Richard Rita Robert Robin Roland Rolf Ronald Ronny Rosemarie Rudolf Rüdiger Sabina Sabine
    Sabrina Samuel Sandra Sara Sarah Sascha Sari Sebastian Selina Sibylle Siegfried Sigrid Silke Silvia Simon
    Simone Sofia Sofie Sonja Sophia Sophie Stefan Stefanie Steffen Stephan Stephanie Stephen Steve Steven
    Susan Susanna Susanne Svea Sven Sylvia Tanja Tatjana Teresa Theo Theodor Theresa Therese Thilo Thomas
    Thorsten Tim Timo Tina Tobias Tom Torben Torsten Udo Ulf Ulrich Ulrike Ursula Ute Uwe Valentin Valerie
    Vanessa Vera Verena Veronika Victor Victoria Viktor Viktoria Vincent Volker Walter Walther Waltraud Werner
    Wilfried Wilhelm William Willi Willy Winfried Wolfgang Wolfram Yvonne Zoe
    """.split()  # noqa: SIM905  # a page of names, not of quotation marks  # noqa: SIM905  # a page of names, not of quotation marks
)
